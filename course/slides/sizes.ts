import { type Block, tableRows } from "./blocks.ts";
import { fitMono } from "./mono_fit.ts";
import { SCREEN } from "./slide.ts";
import { fitTable } from "./table_fit.ts";
import { letterCount } from "./words.ts";

/** Font size in px as in slides.css, width of a letter and height of a line in font sizes, margin in px. */
const PROSE = { size: 30, letter: 0.53, line: 1.42, gap: 20 };

/**
 * Estimates how high a block of prose is on a slide.
 *
 * @param block A block of a text cell.
 * @returns Height in px, including the margin.
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
      return fitTable(tableRows(block)).height + gap;
    case "code":
      return fitMono(block["text"]).height + gap;
    default:
      return height(linesOf(block.raw));
  }
}

function linesOf(markdown: string, indent = 0): number {
  const { size, letter } = PROSE;
  const perLine = Math.floor((SCREEN.body.width - indent) / (size * letter));
  return Math.max(1, Math.ceil(1.05 * letterCount(markdown) / perLine));
}
