import { marked, type Tokens } from "marked";

/** A block of a text cell's Markdown, such as a paragraph or a list. */
export type Block = Tokens.Generic;

/**
 * Splits Markdown into its blocks.
 *
 * @param source The Markdown of a text cell.
 * @returns Headings, paragraphs, lists, tables, quotes and code; no empty lines.
 */
export function blocksOf(source: string): Block[] {
  return marked.lexer(source).filter(({ type }) => type !== "space");
}

/**
 * Reads the cells of a table.
 *
 * @param table A block that is a table.
 * @returns The rows, the head first, each with the Markdown of its cells.
 */
export function tableRows(table: Block): string[][] {
  const rows: Block[][] = [table["header"], ...table["rows"]];
  return rows.map((row) => row.map(({ text }) => text));
}
