import { SCREEN } from "./slide.ts";

/** Width of a letter and height of a line in a wide font, in font sizes. */
const LETTER = 0.62;
const LINE = 1.38;
const PADDING = 48;
/** Font size in px of a text whose lines have to be broken anyway. */
const BROKEN = 20;

/** The size of a text in a fixed-width font. */
export interface MonoFit {
  /** Size of the font, in px. */
  size: number;
  /** Height of the text, in px. */
  height: number;
}

/**
 * Chooses the largest font in which a text fits.
 *
 * @param text The text, with lines of any length.
 * @param room Height in px that the text may take; by default the body of a slide.
 * @param smallest Font size in px below which lines are broken instead.
 * @param largest Font size in px of a short text.
 * @returns The font size, and the height that the text then has.
 */
export function fitMono(
  text: string,
  room: number = SCREEN.body.height,
  smallest = 17,
  largest = 24,
): MonoFit {
  const lines = text.split("\n");
  const width = SCREEN.body.width - PADDING;
  const at = (size: number): MonoFit & { breaks: boolean } => {
    const perLine = Math.floor(width / (size * LETTER));
    const rows = lines.map((line) => rowsOf(line, perLine));
    const height = sum(rows) * size * LINE + PADDING;
    return { size, height, breaks: rows.some((count) => count > 1) };
  };
  const sizes = Array.from(
    { length: largest - smallest + 1 },
    (_, index) => at(largest - index),
  );
  const fitting = sizes.filter(({ height }) => height <= room);
  return fitting.find(({ breaks }) => !breaks) ??
    fitting.find(({ size }) => size <= BROKEN) ?? fitting[0] ?? sizes.at(-1)!;
}

/** Number of rows on which a browser shows a line: it breaks at spaces, and within a word longer than a row. */
function rowsOf(line: string, perLine: number): number {
  let rows = 1;
  let column = 0;
  for (const [part] of line.matchAll(/ +|[^ ]+/g)) {
    const isWord = !part.startsWith(" ");
    if (isWord && column > 0 && column + part.length > perLine) {
      rows++;
      column = 0;
    }
    column += part.length;
    if (!isWord || column <= perLine) continue;
    rows += Math.ceil(column / perLine) - 1;
    column = column % perLine || perLine;
  }
  return rows;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
