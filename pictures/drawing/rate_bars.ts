import { INK, swatch } from "../palette.ts";
import {
  horizontalAxis,
  linear,
  logarithmic,
  readable,
  type Scale,
} from "./axis.ts";
import { CHART_WIDTH } from "./picture.ts";
import { element, fit, moved, type Svg, textWidth, words } from "./svg.ts";

/** Longest name of a rate, in px. */
const LONGEST_NAME = 210;
const VALUE_WIDTH = 70;
const SIZE = 13;
const ROW = 30;

/**
 * Draws rates as horizontal bars.
 *
 * @param rates The name and the value of each rate, from the top.
 * @param unit The unit of the rates: `records per second`.
 * @returns The shapes and their size in px.
 */
export function drawRates(
  rates: readonly [name: string, rate: number][],
  unit: string,
): { shapes: Svg[]; width: number; height: number } {
  const names = rates.map(([name]) => fit(name, LONGEST_NAME, SIZE));
  const left = 10 +
    Math.max(0, ...names.map((name) => textWidth(name, SIZE)));
  const length = CHART_WIDTH - left - VALUE_WIDTH;
  const { scale, note } = rateScale(rates.map(([, rate]) => rate), length);
  const height = rates.length * ROW;
  const ends = rates.map(([, rate]) => rate > 0 ? scale.at(rate) : 0);
  const rows = rates.map(([, rate], index) =>
    moved(
      0,
      index * ROW,
      words(names[index] ?? "", left - 10, 16.5, {
        fill: INK.text,
        "font-size": SIZE,
        "text-anchor": "end",
      }),
      element("rect", {
        x: left,
        y: 2,
        width: Math.max(rate > 0 ? 1 : 0, ends[index] ?? 0),
        height: ROW - 9,
        rx: 3,
        fill: swatch(0).fill,
        stroke: INK.text,
        "stroke-width": 0.75,
      }),
      words(readable(rate), left + (ends[index] ?? 0) + 8, 16.5, {
        fill: INK.text,
        "font-size": SIZE,
        "font-weight": 600,
      }),
    )
  );
  const axis = horizontalAxis(scale, length, unit + note);
  return {
    shapes: [...rows, moved(left, height, ...axis.shapes)],
    width: CHART_WIDTH,
    height: height + axis.height,
  };
}

/** Bars of which one is this many times as long as another would be compared with a line. */
const TOO_UNEVEN = 100;

/** An axis on which each rate above 0 has a bar that can be seen. */
function rateScale(
  rates: readonly number[],
  length: number,
): { scale: Scale; note: string } {
  const most = Math.max(0, ...rates);
  const least = Math.min(most, ...rates.filter((rate) => rate > 0));
  if (most < least * TOO_UNEVEN || most === 0) {
    return { scale: linear(most, length), note: "" };
  }
  const from = 10 ** Math.floor(Math.log10(least / 1.5));
  return {
    scale: logarithmic(from, most, length, false),
    note: "; from mark to mark ten times as many",
  };
}
