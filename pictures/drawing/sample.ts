import { INK } from "../palette.ts";
import { element, type Svg, words } from "./svg.ts";

/**
 * Draws the sign of a colour in a legend.
 *
 * @param fill The colour.
 * @param letter The letter or number that stands on it; empty for none.
 * @returns The sign, 18 px wide and 16 px high.
 */
export function sample(fill: string, letter: string): Svg {
  return element(
    "g",
    {},
    element("rect", {
      x: 0.5,
      y: 0.5,
      width: 17,
      height: 15,
      rx: 3,
      fill,
      stroke: INK.text,
    }),
    words(letter, 9, 12.2, {
      fill: INK.text,
      "font-size": 11,
      "font-weight": 700,
      "text-anchor": "middle",
    }),
  );
}
