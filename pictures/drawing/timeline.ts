import { type Bar, BAR_LINE, drawBar } from "./bar.ts";
import { INK } from "../palette.ts";
import { CHART_WIDTH } from "./picture.ts";
import { horizontalAxis } from "./axis.ts";
import { linear } from "./scale.ts";
import { element, fit, type Svg, words } from "./svg.ts";

/** A name and what happened to it over time. */
export interface Row {
  name: string;
  bars: Bar[];
  /** Moments, with a sign drawn around (0, 0) for each. */
  cues: { at: Date; sign: Svg }[];
  /** How many lines its bars take. */
  lines: number;
}

/** First and last moment of a timeline. */
export interface Span {
  from: Date;
  to: Date;
}

const NAME_WIDTH = 92;
const PLOT = CHART_WIDTH - NAME_WIDTH - 14;
const CUES = 18;
const BETWEEN = 10;

/**
 * Finds what a timeline covers.
 *
 * @param moments When something happened, ascending; none covers a second.
 * @param until Where it ends; left out, a twentieth after the last moment.
 * @returns First and last moment.
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
 * @param at The moment.
 * @param span What the timeline covers.
 * @returns `3.14 s`.
 */
export function secondsInto(at: Date, span: Span): string {
  return `${((Number(at) - Number(span.from)) / 1000).toFixed(2)} s`;
}

/**
 * Draws rows above a common axis in seconds.
 *
 * @param rows The rows, from the top.
 * @param span What the axis covers.
 * @returns The shapes and their size in px.
 */
export function drawTimeline(
  rows: readonly Row[],
  span: Span,
): { shapes: Svg[]; width: number; height: number } {
  const seconds = (at: Date): number => (Number(at) - Number(span.from)) / 1000;
  const scale = linear(seconds(span.to), PLOT);
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
  const axis = horizontalAxis(scale, PLOT, "seconds since the first event");
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

function drawRow(row: Row, x: (at: Date) => number): Svg[] {
  const high = row.lines * BAR_LINE;
  return [
    words(fit(row.name, NAME_WIDTH - 2, 13), 0, high / 2 + 4.5, {
      fill: INK.text,
      "font-size": 13,
    }),
    moved(
      NAME_WIDTH,
      0,
      element("rect", {
        y: -2,
        width: PLOT,
        height: high + 3,
        rx: 4,
        fill: INK.track,
        "fill-opacity": 0.7,
      }),
      ...row.bars.flatMap((bar) => drawBar(bar, x(bar.from), x(bar.to))),
      ...row.cues.map(({ at, sign }) => moved(x(at), -10, sign)),
    ),
  ];
}

function guide(x: number, height: number): Svg {
  return element("path", {
    d: `M${x.toFixed(1)} 0V${height}`,
    stroke: INK.muted,
    "stroke-opacity": 0.45,
    "stroke-dasharray": "2 3",
  });
}

function moved(x: number, y: number, ...shapes: Svg[]): Svg {
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  return element("g", { transform: place }, ...shapes);
}
