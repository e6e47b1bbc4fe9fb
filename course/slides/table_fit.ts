import { SCREEN } from "./slide.ts";
import { letterCount } from "./words.ts";

/** Width of a letter, height of a line and padding of a cell, in font sizes. */
const LETTER = 0.56;
const LINE = 1.35;
const PADDING = { across: 1.4, down: 0.56 };
const SIZES = [26, 24, 22, 20, 18, 16];

/** The size of a table. */
export interface TableFit {
  /** Size of the font, in px. */
  size: number;
  /** Height of the table, in px. */
  height: number;
}

/**
 * Chooses the largest font in which a table fits.
 *
 * @param rows The rows with the Markdown of their cells, the head first.
 * @param room Height in px that the table may take; by default the body of a slide without its heading.
 * @returns The font size, and the height that the table then has; the smallest font when none fits.
 */
export function fitTable(
  rows: string[][],
  room: number = SCREEN.body.height - 100,
): TableFit {
  const fits = SIZES.map((size) => ({ size, height: heightAt(size, rows) }));
  return fits.find(({ height }) => height <= room) ?? fits.at(-1)!;
}

/** Columns share the width as in a browser: by their longest cells, none narrower than its longest word. */
function heightAt(size: number, rows: string[][]): number {
  const columns = rows[0]!.map((_, column) =>
    rows.map((row) => letterCount(row[column] ?? ""))
  );
  const padding = columns.length * PADDING.across * size;
  const room = (SCREEN.body.width - padding) / (size * LETTER);
  const wanted = columns.map((letters) => Math.max(...letters, 1));
  const least = columns.map((_, column) =>
    Math.max(
      ...rows.flatMap((row) =>
        (row[column] ?? "").split(/\s+/).map(letterCount)
      ),
    )
  );
  const total = sum(wanted);
  const spare = Math.max(0, room - sum(least));
  const wish = sum(wanted.map((width, column) => width - least[column]!));
  const given = wanted.map((width, column) =>
    total <= room
      ? width
      : least[column]! + (wish && spare * (width - least[column]!) / wish)
  );
  const lines = rows.map((row) =>
    Math.max(
      ...row.map((cell, column) =>
        Math.max(1, Math.ceil(letterCount(cell) / given[column]!))
      ),
    )
  );
  return sum(lines) * size * LINE + rows.length * (PADDING.down * size + 2);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
