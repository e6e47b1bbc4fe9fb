import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { lagChart, latencyHistogram, throughputBars } from "pictures/charts.ts";
import { DISPLAY, type Displayable } from "pictures/display.ts";

function linesOf(displayable: Displayable): string[] {
  return displayable[DISPLAY]()["text/plain"]!.split("\n");
}

function svgOf(displayable: Displayable): string {
  return displayable[DISPLAY]()["image/svg+xml"]!;
}

function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 10, 21) + seconds * 1000);
}

Deno.test("latencyHistogram() writes median, 99th percentile and slowest of each name", () => {
  const upTo = (most: number) =>
    Array.from({ length: most }, (_, index) => most - index);
  const drawn = latencyHistogram(
    { "acks=1": upTo(200), "acks=all": [2.5], never: [] },
    { title: "Answered after" },
  );
  assertEquals(linesOf(drawn), [
    "Answered after",
    "acks=1 │ 200 measured, median 100 ms, 99 of 100 within 198 ms, slowest 200 ms",
    "acks=all │ 1 measured, median 2.5 ms, 99 of 100 within 2.5 ms, slowest 2.5 ms",
  ]);
  assertStringIncludes(svgOf(drawn), ">latency in ms</text>");
});

Deno.test("latencyHistogram() draws a bar for each latency it was given, even one in thousands", () => {
  const times = [...new Array<number>(5_000).fill(1), 100];
  const bars = svgOf(latencyHistogram({ awaited: times }))
    .match(/<rect[^>]*fill="#77aadd"[^>]*>/g)!;
  assertEquals(bars.length, 2);
});

Deno.test("latencyHistogram() takes a latency of 0 ms, which a coarse clock gives", () => {
  assertEquals(
    linesOf(latencyHistogram({ fast: [0, 3] }))[1],
    "fast │ 2 measured, median 0 ms, 99 of 100 within 3 ms, slowest 3 ms",
  );
});

function widthsOf(drawn: Displayable): number[] {
  return [...svgOf(drawn).matchAll(/width="([\d.]+)"[^>]*rx="3"/g)]
    .map(([, width]) => Number(width));
}

Deno.test("throughputBars() writes records per second, and draws lengths in their ratio", () => {
  const drawn = throughputBars({
    "one by one": 1_000,
    batches: 40_000,
    none: 0,
  });
  assertEquals(linesOf(drawn), [
    "Throughput",
    "one by one │ 1,000 records per second",
    "batches │ 40,000 records per second",
    "none │ 0 records per second",
  ]);
  const widths = widthsOf(drawn);
  assertEquals(widths.length, 3);
  assertEquals(Math.round(widths[1]! / widths[0]!), 40);
  assertEquals(widths[2], 0);
  assertStringIncludes(svgOf(drawn), ">records per second</text>");
});

Deno.test("throughputBars() puts rates of which one is a hundred times the other on a logarithmic axis, and says so", () => {
  const drawn = throughputBars({ awaited: 55, batch: 55_850, none: 0 });
  const [awaited = 0, batch = 0, none] = widthsOf(drawn);
  assert(awaited > 40, `${awaited} px`);
  assert(batch > awaited, `${batch} px`);
  assertEquals(none, 0);
  assertStringIncludes(
    svgOf(drawn),
    ">records per second; from mark to mark ten times as many</text>",
  );
  assertStringIncludes(svgOf(drawn), ">10,000</text>");
});

Deno.test("throughputBars() draws nothing but names and zeros when nothing was sent", () => {
  assertEquals(widthsOf(throughputBars({ one: 0, two: 0 })), [0, 0]);
});

Deno.test("a chart's description says what its text says", () => {
  assertStringIncludes(
    svgOf(throughputBars({ awaited: 55, batch: 55_850 })),
    "<desc>Bars of records per second. awaited: 55 records per second; " +
      "batch: 55,850 records per second</desc>",
  );
});

Deno.test("lagChart() leaves out of its axis the minutes in which nothing was measured", () => {
  const seconds = [0, 1, 2, 3, 150, 151, 152];
  const drawn = lagChart(
    seconds.map((at) => ({ at: new Date(at * 1000), partition: 0, lag: 5n })),
  );
  assertStringIncludes(svgOf(drawn), ">2 min</text>");
  assertStringIncludes(
    svgOf(drawn),
    ">seconds since the first sample, without those at //</text>",
  );
});

Deno.test("latencyHistogram() of six ways is no higher than half a window", () => {
  const times = [1, 2, 3];
  const drawn = latencyHistogram(
    Object.fromEntries(Array.from("abcdef", (name) => [name, times])),
  );
  const [, height] = svgOf(drawn).match(/ height="(\d+)"/)!;
  assert(Number(height) <= 450, height);
});

Deno.test("lagChart() writes the highest and the last lag of each partition", () => {
  const drawn = lagChart([
    { at: at(2), partition: 1, lag: 7n },
    { at: at(0), partition: 0, lag: 0n },
    { at: at(1), partition: 0, lag: 120n },
    { at: at(2), partition: 0, lag: 3n },
  ]);
  assertEquals(linesOf(drawn), [
    "Lag",
    "partition 0 │ most 120 at 1.00 s, last 3 at 2.00 s",
    "partition 1 │ most 7 at 2.00 s, last 7 at 2.00 s",
  ]);
  assertStringIncludes(svgOf(drawn), ">partition 0: 3</text>");
});

Deno.test("charts of nothing say so", () => {
  assertEquals(linesOf(lagChart([])), ["Lag: nothing measured"]);
  assertEquals(linesOf(throughputBars({})), ["Throughput: nothing measured"]);
  assertEquals(linesOf(latencyHistogram({ awaited: [] })), [
    "How long it took: nothing measured",
  ]);
});
