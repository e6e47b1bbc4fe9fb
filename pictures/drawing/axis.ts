import { INK } from "../palette.ts";
import { readable, type Scale } from "./scale.ts";
import { element, type Svg, words } from "./svg.ts";

const LABEL = { fill: INK.muted, "font-size": 11.5 };

/**
 * Draws a horizontal axis: ticks, their values, and below them what they measure.
 *
 * @param scale The scale.
 * @param length How long the axis is, in px.
 * @param measure What it measures, with the unit: `latency in ms`.
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
      words(readable(tick), x, 18, { ...LABEL, "text-anchor": "middle" }),
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
 * @param height How high the axis is, in px.
 * @param width How long the lines across are, in px.
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
