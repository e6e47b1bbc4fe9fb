import { Marked, type Token, type Tokens } from "marked";

/** A part of a text cell that is not cut in two. */
export type Block = Tokens.Generic;

/** Links into the notebooks lead nowhere from a slide; of these only the words stay. */
const marked = new Marked({
  renderer: {
    link({ href, tokens }): string {
      const words = this.parser.parseInline(tokens);
      return /^https?:/.test(href) ? `<a href="${href}">${words}</a>` : words;
    },
  },
});

/**
 * Splits Markdown into its blocks.
 *
 * @param source Of a cell.
 * @returns Headings, paragraphs, lists, tables, quotes, code; no empty lines.
 */
export function blocksOf(source: string): Block[] {
  return marked.lexer(source).filter(({ type }) => type !== "space");
}

/**
 * Renders Markdown.
 *
 * @param source Blocks, or their text.
 * @returns HTML.
 */
export function htmlOf(source: string | Block[]): string {
  return typeof source === "string"
    ? marked.parse(source, { async: false })
    : marked.parser(source as Token[]);
}

/**
 * Renders Markdown within a line.
 *
 * @param source Such as the text of a heading.
 * @returns HTML without a paragraph around it.
 */
export function inlineHtml(source: string): string {
  return marked.parseInline(source, { async: false });
}

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
