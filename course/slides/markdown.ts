import { Marked, Renderer, type Token, type Tokens } from "marked";
import { fitMono } from "./mono.ts";
import { rowsOf } from "./sizes.ts";
import { fitTable } from "./tables.ts";
import { escapeHtml } from "./words.ts";

/** A part of a text cell that is not cut in two. */
export type Block = Tokens.Generic;

class SlideRenderer extends Renderer {
  /** Links into the notebooks lead nowhere from a slide; of these only the words stay. */
  override link({ href, tokens }: Tokens.Link): string {
    const words = this.parser.parseInline(tokens);
    return /^https?:/.test(href) ? `<a href="${href}">${words}</a>` : words;
  }

  override table(table: Tokens.Table): string {
    const { size } = fitTable(rowsOf(table));
    return `<div class="table" style="font-size:${size}px">${
      super.table(table)
    }</div>`;
  }

  override code({ text }: Tokens.Code): string {
    const { size } = fitMono(text);
    return `<pre class="shown" style="font-size:${size}px">${
      escapeHtml(text)
    }</pre>`;
  }
}

const marked = new Marked().setOptions({ renderer: new SlideRenderer() });

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
