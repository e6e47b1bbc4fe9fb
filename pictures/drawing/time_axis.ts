import { INK } from "../palette.ts";
import { horizontalAxis, roundStep, type Scale } from "./axis.ts";
import { gapsBetween, leastIdle, type Span } from "./span.ts";
import { element, moved, type Svg, words } from "./svg.ts";

/** The scale of an axis of time: turns seconds since its first moment into places. */
export interface TimeScale extends Scale {
  /** Turns a moment into its place, in px from the axis' start. */
  moment: (at: Date) => number;
  /** The stretches in which nothing happened, which the axis leaves out. */
  cuts: { middle: number; seconds: number }[];
}

/** Room that an idle stretch keeps, in px. */
const CUT_WIDTH = 44;
/** Width of the gap that is drawn in it, in px. */
const BAND = 12;
/** Least room between the middles of two labels, in px. */
const BETWEEN_LABELS = 40;
const BETWEEN_TICKS = 80;

interface Stretch {
  /** Seconds since the first moment. */
  from: number;
  to: number;
  isIdle: boolean;
  /** The place of `from`, and the room for a second, both in px. */
  left: number;
  perSecond: number;
}

/**
 * Makes the scale of an axis of time, on which every second is equally long, but for long stretches in
 * which nothing happened: these are cut out.
 *
 * @param moments The moments at which something happened, ascending.
 * @param span The first and last moment of the axis.
 * @param length The length of the axis, in px.
 * @returns The scale, its ticks in round seconds.
 */
export function timeScale(
  moments: readonly Date[],
  span: Span,
  length: number,
): TimeScale {
  const since = (at: Date): number => (Number(at) - Number(span.from)) / 1_000;
  const end = Math.max(since(span.to), 0.001);
  const all = stretches([...moments.map(since), end], length);
  const at = (seconds: number): number => {
    const stretch = all.findLast(({ from }) => from <= seconds) ?? all[0]!;
    return stretch.left + (seconds - stretch.from) * stretch.perSecond;
  };
  const cuts = all.filter(({ isIdle }) => isIdle).map(({ from, to }) => ({
    middle: (at(from) + at(to)) / 2,
    seconds: to - from,
  }));
  const shown = all.filter(({ isIdle }) => !isIdle);
  const perSecond = shown[0]?.perSecond ?? length / end;
  const step = roundStep(BETWEEN_TICKS / perSecond);
  const ticks = shown.flatMap(({ from, to }) => multiples(step, from, to))
    .filter((tick) => isFree(at(tick), cuts));
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return {
    at,
    ticks: [...new Set(ticks)],
    label: (tick) =>
      tick.toLocaleString("en", { maximumFractionDigits: digits }),
    moment: (moment) => at(since(moment)),
    cuts,
  };
}

/** Stretches from the first moment to the last, neighbours that are not idle in one. */
function stretches(moments: number[], length: number): Stretch[] {
  const stops = [...new Set([0, ...moments])].sort((a, b) => a - b);
  const gaps = gapsBetween(stops);
  const least = leastIdle(gaps);
  const idle = gaps.filter((gap) => gap >= least);
  const cut = Math.min(CUT_WIDTH, length / 2 / Math.max(1, idle.length));
  const seconds = (stops.at(-1) ?? 0) - sum(idle);
  const perSecond = (length - idle.length * cut) / (seconds || 1);
  const all: Stretch[] = [];
  let left = 0;
  for (const [index, gap] of gaps.entries()) {
    const [from = 0, to = 0] = stops.slice(index, index + 2);
    const isIdle = gap >= least;
    const last = all.at(-1);
    if (last && !last.isIdle && !isIdle) last.to = to;
    else {
      const own = isIdle ? cut / gap : perSecond;
      all.push({ from, to, isIdle, left, perSecond: own });
    }
    left += isIdle ? cut : gap * perSecond;
  }
  return all;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from(
    { length: Math.max(0, count) },
    (_, index) => (first + index) * step,
  );
}

function isFree(x: number, cuts: TimeScale["cuts"]): boolean {
  return cuts.every(({ middle }) => Math.abs(x - middle) >= BETWEEN_LABELS);
}

/**
 * Draws an axis of time, and how long it leaves out where it is cut.
 *
 * @param scale The scale, from left to right.
 * @param length The length of the axis, in px.
 * @param since The first moment, as it stands after "seconds since".
 * @returns The shapes, from (0, 0) down, and their height in px.
 */
export function timeAxis(
  scale: TimeScale,
  length: number,
  since: string,
): { shapes: Svg[]; height: number } {
  const measure = `seconds since ${since}`;
  const note = scale.cuts.length > 0 ? ", without those at //" : "";
  const axis = horizontalAxis(scale, length, measure + note);
  const marks = scale.cuts.map(({ middle, seconds }) =>
    moved(
      middle,
      0,
      element("rect", { x: -6, y: -3, width: 12, height: 6, fill: INK.paper }),
      element("path", {
        d: "M-7 6l6 -12M1 6l6 -12",
        stroke: INK.text,
        "stroke-width": 1.5,
      }),
      words(`${lengthOf(seconds)}`, 0, 18, {
        fill: INK.text,
        "font-size": 11.5,
        "font-weight": 600,
        "text-anchor": "middle",
      }),
    )
  );
  return { shapes: [...axis.shapes, ...marks], height: axis.height };
}

/**
 * Draws the gaps in what stands above an axis of time, where it is cut.
 *
 * @param scale The scale of the axis.
 * @param height The height of the drawing above the axis, in px.
 * @returns The shapes, from (0, 0) down; none without a cut.
 */
export function cutBands({ cuts }: TimeScale, height: number): Svg[] {
  return cuts.map(({ middle }) =>
    moved(
      middle,
      0,
      element("rect", {
        x: -BAND / 2,
        y: -3,
        width: BAND,
        height: height + 3,
        fill: INK.paper,
      }),
      element("path", {
        d: `M${-BAND / 2} -3V${height}M${BAND / 2} -3V${height}`,
        stroke: INK.muted,
        "stroke-dasharray": "4 3",
      }),
    )
  );
}

function lengthOf(seconds: number): string {
  return seconds < 120
    ? `${Math.round(seconds)} s`
    : `${Math.round(seconds / 60)} min`;
}
