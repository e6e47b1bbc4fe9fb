import { assert, assertEquals } from "@std/assert";
import { type TimeScale, timeScale } from "pictures/drawing/time_axis.ts";
import { spanOf } from "pictures/drawing/span.ts";

const LENGTH = 400;

function scaleOf(...seconds: number[]): TimeScale {
  const moments = seconds.map((each) => new Date(each * 1_000));
  return timeScale(moments, spanOf(moments, moments.at(-1)), LENGTH);
}

Deno.test("timeScale() covers its length evenly when something happened all the time", () => {
  const scale = scaleOf(0, 10, 20, 30, 40);
  assertEquals([scale.at(0), scale.at(10), scale.at(40)], [0, 100, LENGTH]);
  assertEquals(scale.ticks, [0, 10, 20, 30, 40]);
  assertEquals(scale.cuts, []);
});

Deno.test("timeScale() cuts out each long pause, and keeps the moments in order and within its length", () => {
  const seconds = [0, 1, 2, 92, 93, 94, 394, 395];
  const scale = scaleOf(...seconds);
  assertEquals(scale.cuts.map(({ seconds }) => seconds), [90, 300]);
  const places = seconds.map(scale.at);
  assertEquals(places, places.toSorted((a, b) => a - b));
  assertEquals([places[0], Math.round(places.at(-1)!)], [0, LENGTH]);
  assert(places[1]! - places[0]! > 40, `${places}`);
  for (const tick of scale.ticks) {
    assert(
      scale.cuts.every(({ middle }) => Math.abs(scale.at(tick) - middle) >= 40),
      `the label of ${tick} s stands on that of a cut`,
    );
  }
});

Deno.test("timeScale() does not cut when all pauses are alike, or there is one only", () => {
  assertEquals(scaleOf(0, 60, 120, 181).cuts, []);
  assertEquals(scaleOf(0, 600).cuts, []);
  assertEquals(scaleOf(7).cuts, []);
  assertEquals(timeScale([], spanOf([]), LENGTH).cuts, []);
});

Deno.test("timeScale() keeps half of its length for what happened, however many pauses there are", () => {
  const seconds = Array.from({ length: 40 }, (_, index) => index * 100)
    .flatMap((start) => [start, start + 1, start + 2]);
  const scale = scaleOf(...seconds);
  assertEquals(scale.cuts.length, 39);
  assertEquals(Math.round(scale.at(seconds.at(-1)!)), LENGTH);
  assert(scale.at(2) >= LENGTH / 2 / 40 - 0.01, `${scale.at(2)}`);
});

Deno.test("timeScale() writes the seconds of ticks without rounding them away", () => {
  const scale = scaleOf(0, 0.5, 1, 1.5, 201, 201.5, 202);
  const labels = scale.ticks.map((tick) => scale.label!(tick));
  assertEquals(new Set(labels).size, labels.length);
  assert(labels.every((label) => /^[\d.,]+$/.test(label)), `${labels}`);
});

Deno.test("spanOf() ends a twentieth of what is shown after the last moment, whatever the pauses", () => {
  const moments = [0, 1, 2, 72, 73, 74].map((each) => new Date(each * 1_000));
  assertEquals(spanOf(moments).to, new Date(74_200));
  assertEquals(spanOf([]).to, new Date(1_000));
});
