import { INK } from "../palette.ts";
import { element, type Svg, words } from "./svg.ts";

/** The scale of an axis: turns values into places. */
export interface Scale {
  /** The place of a value, in px from the axis' start. */
  at: (value: number) => number;
  /** Round values for the axis' labels, ascending, within the axis. */
  ticks: number[];
  /** Writes such a value; left out, {@linkcode readable} does. */
  label?: (tick: number) => string;
}

/**
 * Makes the scale of an axis of even steps from 0.
 *
 * @param most The largest value; 0 when there is nothing to show.
 * @param length The length of the axis, in px.
 * @param between The least room between two ticks, in px.
 * @returns The scale, with a tick at 0 and at least one more.
 */
export function linear(most: number, length: number, between = 80): Scale {
  const end = most > 0 ? most : 1;
  const step = roundStep(end / Math.max(2, length / between));
  const count = Math.floor(end / step + 1e-9);
  return {
    at: (value) => value / end * length,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

/**
 * Makes the scale of an axis on which equal ratios are equally long, as suits times of very
 * different length.
 *
 * @param least The smallest value, greater than 0.
 * @param most The largest value.
 * @param length The length of the axis, in px.
 * @param isFine Whether ticks may stand between the powers of ten, too.
 * @returns The scale, with ticks at 1, 2 and 5 times a power of ten, or at the powers alone when
 * those would be crowded.
 */
export function logarithmic(
  least: number,
  most: number,
  length: number,
  isFine = true,
): Scale {
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const decades = Math.max(high - low, 1e-9);
  const steps = isFine && length / decades > 120 ? [1, 2, 5] : [1];
  const powers = Array.from(
    { length: Math.ceil(decades) + 2 },
    (_, index) => 10 ** (Math.floor(low) + index),
  );
  return {
    at: (value) => (Math.log10(value) - low) / decades * length,
    ticks: powers.flatMap((power) => steps.map((step) => step * power))
      .filter((tick) => tick >= least * 0.999 && tick <= most * 1.001),
  };
}

/**
 * Writes a number for a reader.
 *
 * @param value Any finite number.
 * @returns The number with commas: whole from 100 on, with three significant digits below.
 *
 * @example Long ones get commas
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { readable } from "pictures/drawing/axis.ts";
 *
 * strictEqual(readable(12345.6), "12,346");
 * strictEqual(readable(0.01234), "0.0123");
 * ```
 */
export function readable(value: number): string {
  return value.toLocaleString(
    "en",
    Math.abs(value) >= 100
      ? { maximumFractionDigits: 0 }
      : { maximumSignificantDigits: 3 },
  );
}

/**
 * Rounds a step up to 1, 2 or 5 times a power of ten.
 *
 * @param rough The least step, greater than 0.
 * @returns The step.
 */
export function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((each) => each * power >= rough) ?? 10;
  return factor * power;
}

const LABEL = { fill: INK.muted, "font-size": 11.5 };

/**
 * Draws a horizontal axis: ticks, their values, and below them what they measure.
 *
 * @param scale The scale, from left to right.
 * @param length The length of the axis, in px.
 * @param measure The quantity that it measures, with the unit: `latency in ms`.
 * @returns The shapes, from (0, 0) down, and their height in px.
 */
export function horizontalAxis(
  scale: Scale,
  length: number,
  measure: string,
): { shapes: Svg[]; height: number } {
  const ticks = scale.ticks.flatMap((tick) => {
    const x = scale.at(tick);
    return [
      element("path", { d: `M${x.toFixed(1)} 0v5`, stroke: INK.muted }),
      words((scale.label ?? readable)(tick), x, 18, {
        ...LABEL,
        "text-anchor": "middle",
      }),
    ];
  });
  const line = element("path", { d: `M0 0H${length}`, stroke: INK.muted });
  const text = words(measure, length, 35, { ...LABEL, "text-anchor": "end" });
  return { shapes: [line, ...ticks, text], height: 42 };
}

/**
 * Draws a vertical axis: values and, behind everything, a line across for each.
 *
 * @param scale The scale, upwards from 0.
 * @param height The height of the axis, in px.
 * @param width The length of the lines across, in px.
 * @returns The shapes; values end left of x = 0.
 */
export function verticalAxis(
  scale: Scale,
  height: number,
  width: number,
): Svg[] {
  return scale.ticks.flatMap((tick) => {
    const y = height - scale.at(tick);
    return [
      element("path", { d: `M0 ${y.toFixed(1)}H${width}`, stroke: INK.rule }),
      words(readable(tick), -8, y + 4, { ...LABEL, "text-anchor": "end" }),
    ];
  });
}
