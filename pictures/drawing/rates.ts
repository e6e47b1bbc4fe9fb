import { horizontalAxis } from "./axis.ts";
import { INK, swatch } from "../palette.ts";
import { CHART_WIDTH } from "./picture.ts";
import { linear, readable } from "./scale.ts";
import { element, fit, type Svg, textWidth, words } from "./svg.ts";

const LONGEST_NAME = 210;
const VALUE_WIDTH = 70;
const SIZE = 13;
const ROW = 30;

/**
 * Draws rates as horizontal bars.
 *
 * @param rates Name and rate, from the top.
 * @param unit What the rates count: `records per second`.
 * @returns The shapes and their size in px.
 */
export function drawRates(
  rates: readonly [name: string, rate: number][],
  unit: string,
): { shapes: Svg[]; width: number; height: number } {
  const left = 10 +
    Math.max(
      0,
      ...rates.map(([name]) => textWidth(fit(name, LONGEST_NAME, SIZE), SIZE)),
    );
  const length = CHART_WIDTH - left - VALUE_WIDTH;
  const scale = linear(Math.max(0, ...rates.map(([, rate]) => rate)), length);
  const height = rates.length * ROW;
  const rows = rates.map(([name, rate], index) =>
    element(
      "g",
      { transform: `translate(0 ${index * ROW})` },
      words(fit(name, LONGEST_NAME, SIZE), left - 10, 16.5, {
        fill: INK.text,
        "font-size": SIZE,
        "text-anchor": "end",
      }),
      element("rect", {
        x: left,
        y: 2,
        width: Math.max(1, scale.at(rate)),
        height: ROW - 9,
        rx: 3,
        fill: swatch(0).fill,
        stroke: INK.text,
        "stroke-width": 0.75,
      }),
      words(readable(rate), left + scale.at(rate) + 8, 16.5, {
        fill: INK.text,
        "font-size": SIZE,
        "font-weight": 600,
      }),
    )
  );
  const axis = horizontalAxis(scale, length, unit);
  const below = `translate(${left} ${height})`;
  return {
    shapes: [...rows, element("g", { transform: below }, ...axis.shapes)],
    width: CHART_WIDTH,
    height: height + axis.height,
  };
}
