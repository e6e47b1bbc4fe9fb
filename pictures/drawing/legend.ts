import { INK } from "../palette.ts";
import { element, fit, type Svg, textWidth, words } from "./svg.ts";

/** One line of a legend: a sign and what it stands for. */
export interface LegendItem {
  /** Drawn in a box of 18 by 16 px, from (0, 0); `null` for words alone. */
  sign: Svg | null;
  meaning: string;
}

const SIGN_WIDTH = 18;
const ROW_HEIGHT = 22;
const SIZE = 12.5;

/**
 * Draws a legend in as many rows as it takes.
 *
 * @param items Signs and meanings, in reading order; none draws nothing.
 * @param top Where its first row begins, in px.
 * @param width Room for a row, in px.
 * @returns The shapes and the legend's height in px.
 */
export function legend(
  items: readonly LegendItem[],
  top: number,
  width: number,
): { shapes: Svg[]; height: number } {
  const shapes: Svg[] = [];
  let x = 0;
  let row = 0;
  for (const { sign, meaning } of items) {
    const text = fit(meaning, width / 2, SIZE);
    const indent = sign ? SIGN_WIDTH + 6 : 0;
    const needed = indent + textWidth(text, SIZE);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const y = top + row * ROW_HEIGHT;
    shapes.push(
      element(
        "g",
        { transform: `translate(${x.toFixed(1)} ${y})` },
        ...(sign ? [sign] : []),
        words(text, indent, 12.5, {
          fill: INK.muted,
          "font-size": SIZE,
        }),
      ),
    );
    x += needed + 16;
  }
  return { shapes, height: items.length === 0 ? 0 : (row + 1) * ROW_HEIGHT };
}
