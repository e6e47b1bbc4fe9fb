/**
 * Counts the letters that a reader sees of a Markdown text.
 *
 * @param source Markdown.
 * @returns Letters and blanks; addresses and marks left out.
 */
export function lettersOf(source: string): number {
  return source.replaceAll(/\]\([^)]*\)|<[^>]*>|[*`\[]/g, "").length;
}

/**
 * Counts the words of a Markdown text.
 *
 * @param source Markdown.
 */
export function wordsOf(source: string): number {
  return source.replaceAll(/\]\([^)]*\)|<[^>]*>/g, " ").split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
}

/**
 * Escapes text for HTML.
 *
 * @param text Any text.
 */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
