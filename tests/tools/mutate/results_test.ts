import { assertEquals } from "@std/assert";
import type { Tried } from "tools/mutate/bench.ts";
import type { Mutant } from "tools/mutate/mutants.ts";
import { percentOf, resultOf } from "tools/mutate/results.ts";
import type { Survivors } from "tools/mutate/survivors.ts";
import type { Trial } from "tools/mutate/trials.ts";

const mutant = (name: string): Mutant => ({
  name,
  originId: "exercise-sum",
  source: "",
  before: ["a"],
  after: ["b"],
});

/** Trials of mutants that are named after their number. */
function trials(...results: Tried["result"][]): Trial[] {
  return results.map((result, at) => ({
    mutant: mutant(`sum:${at}`),
    result,
    advice: "",
  }));
}

const judge = (
  all: Trial[],
  listed: Survivors,
  isWhole = true,
): ReturnType<typeof resultOf> => resultOf("02_keys", all, listed, isWhole);

Deno.test("resultOf() counts a time-out as refused, and leaves out what is listed", () => {
  const all = trials("refused", "timed out", "accepted");
  const result = judge(all, { "sum:2": "equivalent: the same" });
  assertEquals(result, {
    subject: "02_keys",
    mutants: 2,
    refused: 2,
    timedOut: 1,
    listed: 1,
    survivors: [],
    problems: [],
  });
  assertEquals(percentOf(result), 100);
});

Deno.test("resultOf() names the survivors, and a share that is too small", () => {
  const { survivors, problems } = judge(trials("refused", "accepted"), {});
  assertEquals(survivors.map(({ name }) => name), ["sum:1"]);
  assertEquals(problems, [
    "02_keys refuses 50.0 % of its mutants: expected at least 95 %",
  ]);
});

Deno.test("resultOf() judges no share, and misses no mutant, when only a sample was tried", () => {
  const listed = { "sum:9": "also right: as good" };
  assertEquals(
    judge(trials("accepted", "refused"), listed, false).problems,
    [],
  );
});

Deno.test("resultOf() names listed survivors that are refused, or no mutants any more", () => {
  const { problems } = judge(trials("refused", "refused"), {
    "sum:1": "equivalent: the same",
    "sum:9": "also right: as good",
  });
  assertEquals(problems, [
    'tests/notebooks/survivors/02_keys.json lists "sum:1", which is refused: remove it',
    'tests/notebooks/survivors/02_keys.json lists "sum:9", which is no mutant: remove it',
  ]);
});
