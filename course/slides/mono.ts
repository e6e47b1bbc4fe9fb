import { SCREEN } from "./slide.ts";

/** Width of a letter and height of a line, in font sizes; those of wide fonts. */
const LETTER = 0.62;
const LINE = 1.38;
const PADDING = 48;
/** Font size in px of a text whose lines have to be broken anyway. */
const BROKEN = 20;

/** How a text in a fixed-width font is shown. */
export interface MonoFit {
  /** Of the font, in px. */
  size: number;
  /** Of the whole, in px. */
  height: number;
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
  const lines = text.split("\n").map(({ length }) => length);
  const width = SCREEN.body.width - PADDING;
  const at = (size: number): MonoFit & { breaks: boolean } => {
    const perLine = Math.floor(width / (size * LETTER));
    const rows = lines.map((length) =>
      Math.max(1, Math.ceil(length / perLine))
    );
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

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
