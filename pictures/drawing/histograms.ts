import { INK, swatch } from "../palette.ts";
import { horizontalAxis, logarithmic, readable, type Scale } from "./axis.ts";
import { CHART_WIDTH, HIGHEST } from "./picture.ts";
import { element, fit, moved, type Svg, textWidth, words } from "./svg.ts";

/** The latencies that one histogram is drawn from. */
export interface Series {
  /** The way of sending, as it stands above the histogram. */
  name: string;
  /** Latencies in ms, ascending, at least one. */
  times: readonly number[];
}

const BINS = 54;
/** A coarse clock may say 0 ms, which has no place on an axis of ratios. */
const SHORTEST_MS = 0.01;
const HEAD = 20;
const HIGH = { most: 56, least: 12 } as const;
const BETWEEN = 12;

/**
 * Draws histograms of latencies, one below the other, over one axis on which equal ratios are
 * equally long. Each fills its height, so heights compare within a row only.
 *
 * @param all The series, from the top; at least one.
 * @returns The shapes and their size in px.
 */
export function drawHistograms(
  all: readonly Series[],
): { shapes: Svg[]; width: number; height: number } {
  const scale = scaleOf(all);
  const axis = horizontalAxis(scale, CHART_WIDTH, "latency in ms");
  const room = (HIGHEST - axis.height + BETWEEN - 4) / all.length;
  const high = Math.max(
    HIGH.least,
    Math.min(HIGH.most, room - HEAD - BETWEEN),
  );
  const row = HEAD + high + BETWEEN;
  const rows = all.map((series, index) =>
    moved(0, index * row, ...drawHistogram(series, scale, high))
  );
  const bottom = all.length * row - BETWEEN + 4;
  return {
    shapes: [...rows, moved(0, bottom, ...axis.shapes)],
    width: CHART_WIDTH,
    height: bottom + axis.height,
  };
}

/**
 * Sums up latencies in words.
 *
 * @param times Latencies in ms, ascending, at least one.
 * @returns Their number and spread: `5,000 measured, median 1.2 ms, 99 of 100 within 8.4 ms, slowest 21 ms`.
 */
export function latencyWords(times: readonly number[]): string {
  return `${readable(times.length)} measured, ${spreadWords(times)}`;
}

function spreadWords(times: readonly number[]): string {
  const [median, late, slowest] = [0.5, 0.99, 1].map((share) =>
    `${readable(percentile(times, share))} ms`
  );
  return `median ${median}, 99 of 100 within ${late}, slowest ${slowest}`;
}

/** An axis from a little below the fastest to a little above the slowest; at least fourfold. */
function scaleOf(all: readonly Series[]): Scale {
  const ends = all.flatMap(({ times }) => [times[0] ?? 1, times.at(-1) ?? 1])
    .map((time) => Math.max(time, SHORTEST_MS));
  const [least, most] = [Math.min(...ends) / 1.05, Math.max(...ends) * 1.05];
  const middle = Math.sqrt(least * most);
  return logarithmic(
    Math.min(least, middle / 2),
    Math.max(most, middle * 2),
    CHART_WIDTH,
  );
}

function drawHistogram(
  { name, times }: Series,
  scale: Scale,
  most: number,
): Svg[] {
  const floor = HEAD + most;
  const counts = new Array<number>(BINS).fill(0);
  for (const time of times) {
    const bin = Math.min(
      BINS - 1,
      Math.floor(place(time, scale) / CHART_WIDTH * BINS),
    );
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const fullest = Math.max(...counts);
  const step = CHART_WIDTH / BINS;
  const bars = counts.flatMap((count, bin) => {
    // One slow send among thousands must still be seen.
    const high = count === 0 ? 0 : Math.max(1.5, count / fullest * most);
    return count === 0 ? [] : [element("rect", {
      x: bin * step,
      y: floor - high,
      width: step - 1,
      height: high,
      fill: swatch(0).fill,
      stroke: swatch(0).line,
      "stroke-width": 0.75,
    })];
  });
  const median = place(percentile(times, 0.5), scale);
  const spread = spreadWords(times);
  return [
    words(fit(name, CHART_WIDTH - textWidth(spread, 12) - 8, 13), 0, 13, {
      fill: INK.text,
      "font-size": 13,
      "font-weight": 600,
    }),
    words(spread, CHART_WIDTH, 13, {
      fill: INK.muted,
      "font-size": 12,
      "text-anchor": "end",
    }),
    element("path", {
      d: scale.ticks.map((tick) =>
        `M${scale.at(tick).toFixed(1)} ${HEAD}v${most}`
      ).join("") + `M0 ${floor}H${CHART_WIDTH}`,
      stroke: INK.rule,
    }),
    ...bars,
    element("path", {
      d: `M${median.toFixed(1)} ${floor}v-${most}`,
      stroke: INK.text,
      "stroke-width": 1.5,
      "stroke-dasharray": "4 3",
    }),
  ];
}

function place(time: number, scale: Scale): number {
  return scale.at(Math.max(time, SHORTEST_MS));
}

/** Source: nearest-rank percentile. */
function percentile(times: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(times.length * share));
  return times[rank - 1] ?? 0;
}
