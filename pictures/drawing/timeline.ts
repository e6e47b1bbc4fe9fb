import { INK } from "../palette.ts";
import { CHART_WIDTH } from "./picture.ts";
import { drawRow, LINE, NAME_WIDTH, PLOT_WIDTH, type Row } from "./row.ts";
import type { Span } from "./span.ts";
import { element, moved, type Svg } from "./svg.ts";
import { cutBands, timeAxis, timeScale } from "./time_axis.ts";

/** Room above a row for its signs, in px. */
const CUES = 15;
const BETWEEN = 8;

/**
 * Gives the height of a line of bars with which a timeline fits into its room.
 *
 * @param rows The rows of the timeline.
 * @param room The greatest height of rows and axis, in px.
 * @returns The height, in px, within what can be read.
 */
export function lineHeight(rows: readonly Row[], room: number): number {
  const lines = rows.reduce((sum, row) => sum + row.lines, 0);
  const besides = rows.reduce((sum, row) => sum + roomAbove(row) + BETWEEN, 0);
  const left = room - AXIS - besides;
  return Math.max(LINE.least, Math.min(LINE.most, left / Math.max(1, lines)));
}

const AXIS = 42;

function roomAbove({ cues }: Row): number {
  return cues.length > 0 ? CUES : 0;
}

/**
 * Draws the rows of a timeline above a common axis in seconds.
 *
 * @param rows The rows, from the top.
 * @param moments The moments at which something happened, ascending; the axis leaves out long stretches without any.
 * @param span The first and last moment of the axis.
 * @param line The height of a line of bars, in px.
 * @returns The shapes and their size in px.
 */
export function drawTimeline(
  rows: readonly Row[],
  moments: readonly Date[],
  span: Span,
  line: number,
): { shapes: Svg[]; width: number; height: number } {
  const scale = timeScale(moments, span, PLOT_WIDTH);
  const shapes: Svg[] = [];
  let height = 0;
  for (const row of rows) {
    const top = height + roomAbove(row);
    const drawn = drawRow(row, scale.moment, line);
    shapes.push(...drawn.map((shape) => moved(0, top, shape)));
    height = top + row.lines * line + BETWEEN;
  }
  const guides = rows.flatMap(({ cues }) => cues)
    .map(({ at }) => guide(scale.moment(at), height));
  const axis = timeAxis(scale, PLOT_WIDTH, "the first event");
  return {
    shapes: [
      ...shapes,
      moved(NAME_WIDTH, 0, ...guides, ...cutBands(scale, height)),
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
    "stroke-opacity": 0.7,
    "stroke-dasharray": "2 3",
  });
}
