import type { Block } from "./markdown.ts";
import { fitMono } from "./mono.ts";
import { SCREEN } from "./slide.ts";
import { fitTable } from "./tables.ts";
import { lettersOf } from "./words.ts";

/** Size in px of letters in slides.css, the width of one and the height of a line in sizes, the margin in px. */
const PROSE = { size: 30, letter: 0.53, line: 1.42, gap: 20 };

/**
 * Estimates how high a block of prose is on a slide.
 *
 * @param block Of a text cell.
 * @returns Height in px, its margin included.
 */
export function proseHeight(block: Block): number {
  const { size, line, gap } = PROSE;
  const height = (lines: number): number => lines * size * line + gap;
  switch (block.type) {
    case "list":
      return block["items"].reduce(
        (sum: number, { text }: Block) =>
          sum + linesOf(text as string, 44) * size * line + 10,
        gap,
      );
    case "table":
      return fitTable(rowsOf(block)).height + gap;
    case "code":
      return fitMono(block["text"]).height + gap;
    default:
      return height(linesOf(block.raw));
  }
}

/**
 * Reads the cells of a table.
 *
 * @param table A block of that kind.
 * @returns Markdown of each cell, the head first.
 */
export function rowsOf(table: Block): string[][] {
  const rows: Block[][] = [table["header"], ...table["rows"]];
  return rows.map((row) => row.map(({ text }) => text));
}

function linesOf(markdown: string, indent = 0): number {
  const { size, letter } = PROSE;
  const perLine = Math.floor((SCREEN.body.width - indent) / (size * letter));
  return Math.max(1, Math.ceil(1.05 * lettersOf(markdown) / perLine));
}
