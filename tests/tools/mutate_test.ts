import { assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { compiledMutants } from "tools/mutate/compiled_mutants.ts";
import { attentionText } from "tools/mutate/report.ts";
import { resultOf } from "tools/mutate/results.ts";
import { readSurvivors } from "tools/mutate/survivors.ts";
import { tryMutants } from "tools/mutate/trials.ts";
import { brokers } from "../support/broker.ts";

/** Two mutants of each of three chapters; "deno task mutate" tries them all. */
const NUMBERS = ["02", "05", "12"];
const SAMPLE = 2;
const SEED = 11;

Deno.test("a sample of the solutions' mutants is refused, or listed with the reason why it is no mistake", async () => {
  const chapters = readChapters().filter(({ name }) =>
    NUMBERS.includes(name.slice(0, 2))
  );
  const mutants = await compiledMutants(chapters, SAMPLE, SEED);
  const { signal } = new AbortController();
  const texts = await Promise.all(chapters.map(async ({ name, cells }, at) => {
    const drawn = mutants[at]!;
    const trials = await tryMutants(cells, drawn, brokers, signal, () => {});
    assertEquals(trials.length, SAMPLE);
    const listed = await readSurvivors(name);
    return attentionText(resultOf(name, trials, listed, false));
  }));
  assertEquals(texts.filter(Boolean), [], texts.join("\n"));
});
