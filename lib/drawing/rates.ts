import { horizontalAxis } from "workbook/drawing/axis.ts";
import { INK, swatch } from "workbook/drawing/palette.ts";
import { WIDEST } from "workbook/drawing/picture.ts";
import { linear, readable } from "workbook/drawing/scale.ts";
import { element, fit, type Svg, words } from "workbook/drawing/svg.ts";

const NAME_WIDTH = 160;
const VALUE_WIDTH = 90;
const LENGTH = WIDEST - NAME_WIDTH - VALUE_WIDTH;
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
  const scale = linear(Math.max(0, ...rates.map(([, rate]) => rate)), LENGTH);
  const height = rates.length * ROW;
  const rows = rates.map(([name, rate], index) =>
    element(
      "g",
      { transform: `translate(0 ${index * ROW})` },
      words(fit(name, NAME_WIDTH - 10, 13), NAME_WIDTH - 10, 16.5, {
        fill: INK.text,
        "font-size": 13,
        "text-anchor": "end",
      }),
      element("rect", {
        x: NAME_WIDTH,
        y: 2,
        width: Math.max(1, scale.at(rate)),
        height: ROW - 9,
        rx: 3,
        fill: swatch(0).fill,
        stroke: INK.text,
        "stroke-width": 0.75,
      }),
      words(readable(rate), NAME_WIDTH + scale.at(rate) + 8, 16.5, {
        fill: INK.text,
        "font-size": 13,
        "font-weight": 600,
      }),
    )
  );
  const axis = horizontalAxis(scale, LENGTH, unit);
  const below = `translate(${NAME_WIDTH} ${height})`;
  return {
    shapes: [...rows, element("g", { transform: below }, ...axis.shapes)],
    width: WIDEST,
    height: height + axis.height,
  };
}
