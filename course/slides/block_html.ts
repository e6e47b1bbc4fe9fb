import { Marked, Renderer, type Token, type Tokens } from "marked";
import { type Block, tableRows } from "./blocks.ts";
import { fitMono } from "./mono_fit.ts";
import { fitTable } from "./table_fit.ts";
import { escapeHtml } from "./words.ts";

class SlideRenderer extends Renderer {
  /** Links into the notebooks lead nowhere from a slide, so only their words are kept. */
  override link({ href, tokens }: Tokens.Link): string {
    const words = this.parser.parseInline(tokens);
    return /^https?:/.test(href) ? `<a href="${href}">${words}</a>` : words;
  }

  override table(table: Tokens.Table): string {
    const { size } = fitTable(tableRows(table));
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
 * Renders Markdown for a slide.
 *
 * @param source The Markdown, or its blocks.
 * @returns HTML.
 */
export function htmlOf(source: string | Block[]): string {
  return typeof source === "string"
    ? marked.parse(source, { async: false })
    : marked.parser(source as Token[]);
}

/**
 * Renders the Markdown of one line for a slide.
 *
 * @param source The Markdown, such as the text of a heading.
 * @returns HTML without a paragraph around it.
 */
export function inlineHtml(source: string): string {
  return marked.parseInline(source, { async: false });
}
