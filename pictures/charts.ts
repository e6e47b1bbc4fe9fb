import type { LagSample } from "workbook/offsets.ts";
import type { Displayable } from "./display.ts";
import { readable } from "./drawing/axis.ts";
import {
  drawHistograms,
  latencyWords,
  type Series,
} from "./drawing/histograms.ts";
import { drawLag, lagText } from "./drawing/lag_lines.ts";
import { picture, spoken } from "./drawing/picture.ts";
import { drawRates } from "./drawing/rate_bars.ts";
import type { Svg } from "./drawing/svg.ts";
import { spanOf } from "./drawing/span.ts";
import { printable } from "./escape.ts";

/**
 * Draws the latencies of sends: one histogram a way of sending, over one axis in ms on which equal
 * ratios are equally long.
 *
 * @param times The latencies in ms of each way of sending, by name, drawn in this order. A name
 * without any is left out.
 * @param options `title`: the line above the picture.
 * @returns A picture; as text, one line a name with median, 99th percentile and slowest.
 *
 * @example Two ways of sending
 * ```ts
 * import { latencyHistogram } from "pictures/charts.ts";
 *
 * latencyHistogram({ "one by one": [2.1, 2.4, 9.8], "in a batch": [4.0, 4.2] });
 * ```
 */
export function latencyHistogram(
  times: Readonly<Record<string, readonly number[]>>,
  options: { title?: string } = {},
): Displayable {
  const series = Object.entries(times)
    .map(([name, all]): Series => ({ name, times: ascending(all) }))
    .filter((each) => each.times.length > 0);
  const lines = series.map((each) =>
    `${printable(each.name)} │ ${latencyWords(each.times)}`
  );
  return chart(
    options.title ?? "How long it took",
    "Histograms of latencies in ms; the dashed line is the median.",
    lines,
    () => drawHistograms(series),
  );
}

/**
 * Draws the records per second that were sent or read: one bar a way of doing it.
 *
 * @param rates The records per second of each way, by name, drawn in this order.
 * @param options `title`: the line above the picture.
 * @returns A picture; as text, one line a name.
 *
 * @example Batches pay off
 * ```ts
 * import { throughputBars } from "pictures/charts.ts";
 *
 * throughputBars({ "one by one": 812, "in a batch": 48_300 });
 * ```
 */
export function throughputBars(
  rates: Readonly<Record<string, number>>,
  options: { title?: string } = {},
): Displayable {
  const all = Object.entries(rates);
  const lines = all.map(([name, rate]) =>
    `${printable(name)} │ ${readable(rate)} records per second`
  );
  return chart(
    options.title ?? "Throughput",
    "Bars of records per second.",
    lines,
    () => drawRates(all, "records per second"),
  );
}

/**
 * Draws the lag of a consumer group over time, one line a partition.
 *
 * @param samples The lag of partitions at different moments, in any order.
 * @param options `title`: the line above the picture.
 * @returns A picture; as text, one line a partition with the highest and the last lag.
 *
 * @example A group catches up
 * ```ts
 * import { lagChart } from "pictures/charts.ts";
 *
 * lagChart([
 *   { at: new Date(0), partition: 0, lag: 0n },
 *   { at: new Date(1000), partition: 0, lag: 120n },
 *   { at: new Date(2000), partition: 0, lag: 3n },
 * ]);
 * ```
 */
export function lagChart(
  samples: readonly LagSample[],
  options: { title?: string } = {},
): Displayable {
  const sorted = samples.toSorted((a, b) => Number(a.at) - Number(b.at));
  const moments = sorted.map(({ at }) => at);
  const span = spanOf(moments, moments.at(-1));
  return chart(
    options.title ?? "Lag",
    "Lines of offsets behind, over time.",
    samples.length === 0 ? [] : lagText(sorted, span).split("\n"),
    () => drawLag(sorted, span),
  );
}

function chart(
  title: string,
  meaning: string,
  lines: string[],
  draw: () => { shapes: Svg[]; width: number; height: number },
): Displayable {
  const drawing = lines.length === 0
    ? { shapes: [], width: 400, height: 0 }
    : draw();
  return picture({
    title: lines.length === 0 ? `${title}: nothing measured` : title,
    description: [meaning, spoken(lines.join("\n"))].join(" "),
    text: lines.join("\n"),
    ...drawing,
  });
}

function ascending(times: readonly number[]): number[] {
  return times.filter(Number.isFinite).sort((a, b) => a - b);
}
