import type { Block } from "./markdown.ts";
import { lettersOf } from "./markdown.ts";
import { SCREEN } from "./slide.ts";

/** Font sizes of slides.css, in px, and the widths of their letters in parts of it: those of wide fonts. */
const PROSE = { size: 30, letter: 0.53, line: 1.42, gap: 20 };
const MONO = { letter: 0.62, line: 1.38 };
const CODE_PADDING = 48;

/** How a text in a fixed-width font is shown. */
export interface MonoFit {
  /** Of the font, in px. */
  size: number;
  /** Of the whole, in px. */
  height: number;
}

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
      return [block["header"], ...block["rows"]].reduce(
        (sum: number, row: Block[]) => sum + rowHeight(row),
        gap,
      );
    case "code":
      return fitMono(block["text"]).height + gap;
    default:
      return height(linesOf(block.raw));
  }
}

/**
 * Chooses the largest font in which a text fits.
 *
 * @param text Lines of any length.
 * @param room Height in px that it may take.
 * @param smallest Font size in px below which lines are broken instead.
 * @param largest Font size in px of a short text.
 * @returns The font, and the height in px that the text then has.
 */
export function fitMono(
  text: string,
  room: number = SCREEN.body.height,
  smallest = 17,
  largest = 24,
): MonoFit {
  const lines = text.split("\n");
  const longest = Math.max(...lines.map(({ length }) => length));
  const width = SCREEN.body.width - CODE_PADDING;
  const wide = Math.floor(width / (longest * MONO.letter));
  const high = Math.floor((room - CODE_PADDING) / (lines.length * MONO.line));
  const size = Math.max(smallest, Math.min(largest, wide, high));
  const perLine = Math.floor(width / (size * MONO.letter));
  const shown = lines.reduce(
    (sum, { length }) => sum + Math.max(1, Math.ceil(length / perLine)),
    0,
  );
  return { size, height: shown * size * MONO.line + CODE_PADDING };
}

/** Words of a table stand in columns that share the width by their contents; 25 px high letters. */
function rowHeight(cells: Block[]): number {
  const letters = cells.reduce((sum, { text }) => sum + lettersOf(text), 0);
  const fair = SCREEN.body.width / (letters * 25 * PROSE.letter || 1);
  return (fair > 1.3 ? 1 : Math.ceil(1.5 / fair)) * 25 * 1.35 + 19;
}

function linesOf(markdown: string, indent = 0): number {
  const { size, letter } = PROSE;
  const perLine = Math.floor((SCREEN.body.width - indent) / (size * letter));
  return Math.max(1, Math.ceil(1.05 * lettersOf(markdown) / perLine));
}
