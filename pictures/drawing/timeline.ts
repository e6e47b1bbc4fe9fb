import { INK } from "../palette.ts";
import { horizontalAxis, linear } from "./axis.ts";
import { CHART_WIDTH } from "./picture.ts";
import { BAR_LINE, drawRow, NAME_WIDTH, PLOT_WIDTH, type Row } from "./row.ts";
import { element, moved, type Svg } from "./svg.ts";

/** First and last moment of a timeline. */
export interface Span {
  from: Date;
  to: Date;
}

/** Room above a row for its signs, in px. */
const CUES = 18;
const BETWEEN = 10;

/**
 * Finds the first and last moment of a timeline.
 *
 * @param moments The moments of its events, ascending; without any it covers a second.
 * @param until The end of the timeline; left out, a twentieth of its length after the last moment.
 * @returns The first and last moment.
 */
export function spanOf(moments: readonly Date[], until?: Date): Span {
  const from = moments[0] ?? new Date(0);
  const length = Number(moments.at(-1) ?? from) - Number(from);
  return {
    from,
    to: until ?? new Date(Number(from) + (length * 1.05 || 1000)),
  };
}

/**
 * Writes a moment as the axis counts it.
 *
 * @param at The moment to write.
 * @param span The first and last moment of the timeline.
 * @returns The time since the first moment: `3.14 s`.
 */
export function secondsInto(at: Date, span: Span): string {
  return `${((Number(at) - Number(span.from)) / 1000).toFixed(2)} s`;
}

/**
 * Draws the rows of a timeline above a common axis in seconds.
 *
 * @param rows The rows, from the top.
 * @param span The first and last moment of the axis.
 * @returns The shapes and their size in px.
 */
export function drawTimeline(
  rows: readonly Row[],
  span: Span,
): { shapes: Svg[]; width: number; height: number } {
  const seconds = (at: Date): number => (Number(at) - Number(span.from)) / 1000;
  const scale = linear(seconds(span.to), PLOT_WIDTH);
  const x = (at: Date): number => scale.at(seconds(at));
  const shapes: Svg[] = [];
  let height = 0;
  for (const row of rows) {
    const top = height + (row.cues.length > 0 ? CUES : 0);
    shapes.push(...drawRow(row, x).map((shape) => moved(0, top, shape)));
    height = top + row.lines * BAR_LINE + BETWEEN;
  }
  const guides = rows.flatMap(({ cues }) => cues)
    .map(({ at }) => guide(x(at), height));
  const axis = horizontalAxis(
    scale,
    PLOT_WIDTH,
    "seconds since the first event",
  );
  return {
    shapes: [
      ...shapes,
      moved(NAME_WIDTH, 0, ...guides),
      moved(NAME_WIDTH, height, ...axis.shapes),
    ],
    width: CHART_WIDTH,
    height: height + axis.height,
  };
}

function guide(x: number, height: number): Svg {
  return element("path", {
    d: `M${x.toFixed(1)} 0V${height}`,
    stroke: INK.muted,
    "stroke-opacity": 0.45,
    "stroke-dasharray": "2 3",
  });
}
