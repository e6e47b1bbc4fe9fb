import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { linear, logarithmic, readable } from "pictures/drawing/axis.ts";

Deno.test("linear() begins at 0, ends at the length and ticks at round values", () => {
  const { at, ticks } = linear(48_300, 480);
  assertEquals([at(0), at(48_300)], [0, 480]);
  assertEquals(ticks, [0, 10_000, 20_000, 30_000, 40_000]);
});

Deno.test("linear() has an axis even when there is nothing to show", () => {
  assertEquals(linear(0, 200).ticks[0], 0);
  assertEquals(linear(0, 200).at(0), 0);
});

Deno.test("linear() keeps ticks apart", () => {
  for (const most of [0.003, 1, 7, 19, 999, 123_456]) {
    const { at, ticks } = linear(most, 400);
    assert(ticks.length >= 2, `${most}: ${ticks}`);
    assert(at(ticks[1]!) >= 70, `${most}: ${ticks}`);
  }
});

Deno.test("logarithmic() makes equal ratios equally long", () => {
  const { at } = logarithmic(1, 1000, 300);
  assertAlmostEquals(at(10), 100);
  assertAlmostEquals(at(100) - at(10), 100);
});

Deno.test("logarithmic() ticks at 1, 2 and 5, or at powers of ten when crowded", () => {
  assertEquals(
    logarithmic(0.4, 30, 700).ticks,
    [0.5, 1, 2, 5, 10, 20],
  );
  assertEquals(logarithmic(0.1, 1e5, 600).ticks.length, 7);
});

Deno.test("readable() keeps three digits that matter and writes commas", () => {
  assertEquals(
    [0, 0.01234, 1.5, 99.94, 812.4, 48_300.7].map(readable),
    ["0", "0.0123", "1.5", "99.9", "812", "48,301"],
  );
});
