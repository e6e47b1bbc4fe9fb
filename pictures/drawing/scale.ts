/** Turns values into places on an axis. */
export interface Scale {
  /** The place of a value, in px from the axis' start. */
  at: (value: number) => number;
  /** Round values for the axis' labels, ascending, within the axis. */
  ticks: number[];
}

/**
 * Makes an axis of even steps from 0.
 *
 * @param most Largest value; 0 when there is nothing to show.
 * @param length How long the axis is, in px.
 * @param between Least room between two ticks, in px.
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
 * Makes an axis on which equal ratios are equally long, as suits times of very different length.
 *
 * @param least Smallest value, greater than 0.
 * @param most Largest value.
 * @param length How long the axis is, in px.
 * @returns The scale, with ticks at 1, 2 and 5 times a power of ten, or at the powers alone when
 * those would be crowded.
 */
export function logarithmic(
  least: number,
  most: number,
  length: number,
): Scale {
  const [low, high] = [Math.log10(least), Math.log10(most)];
  const decades = Math.max(high - low, 1e-9);
  const steps = length / decades > 120 ? [1, 2, 5] : [1];
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
 * @returns With commas, and no more than three digits that matter below 1,000.
 *
 * @example Long ones get commas
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { readable } from "pictures/drawing/scale.ts";
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

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((each) => each * power >= rough) ?? 10;
  return factor * power;
}
