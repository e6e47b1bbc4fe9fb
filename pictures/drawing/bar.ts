import { INK } from "../palette.ts";
import { element, type Svg, textWidth, words } from "./svg.ts";

/** A state that lasts. */
export interface Bar {
  from: Date;
  to: Date;
  /** Which of its row's lines it stands on, from 0. */
  line: number;
  /** Written on it where there is room. */
  text: string;
  /** Its colour; `none` draws a dashed outline. */
  fill: string;
  /** Colour of its text. */
  ink: string;
}

/** Room for a line of bars, in px. */
export const BAR_LINE = 19;

/**
 * Draws a bar on its line.
 *
 * @param bar The bar.
 * @param left Where it begins, in px.
 * @param right Where it ends, in px.
 * @returns The shapes; no text where it would not fit.
 */
export function drawBar(bar: Bar, left: number, right: number): Svg[] {
  const width = Math.max(right - left, 1);
  const top = bar.line * BAR_LINE;
  const outline = bar.fill === "none"
    ? { stroke: INK.muted, "stroke-dasharray": "3 3" }
    : { stroke: INK.text, "stroke-width": 0.75 };
  const hasRoom = textWidth(bar.text, 11.5) + 6 <= width;
  return [
    element("rect", {
      x: left,
      y: top,
      width,
      height: BAR_LINE - 2,
      rx: 3,
      fill: bar.fill,
      ...outline,
    }),
    words(hasRoom ? bar.text : "", left + 5, top + 12.6, {
      fill: bar.ink,
      "font-size": 11.5,
      "font-weight": 600,
    }),
  ];
}
