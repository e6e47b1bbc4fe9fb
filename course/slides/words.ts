/**
 * Counts the characters that a reader sees of a Markdown text.
 *
 * @param source The Markdown of the text.
 * @returns Number of characters, including spaces, without addresses and marks.
 */
export function letterCount(source: string): number {
  return source.replaceAll(/\]\([^)]*\)|<[^>]*>|[*`\[]/g, "").length;
}

/**
 * Counts the words of a Markdown text.
 *
 * @param source The Markdown of the text.
 * @returns Number of words, without addresses and tags.
 */
export function wordCount(source: string): number {
  return source.replaceAll(/\]\([^)]*\)|<[^>]*>/g, " ").split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
}

/**
 * Escapes text for HTML.
 *
 * @param text The text to escape.
 * @returns Text that is safe in an element or an attribute.
 */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
