import { assert, assertEquals } from "@std/assert";
import { sampleOf } from "tools/mutate/sample.ts";

const MUTANTS = Array.from({ length: 40 }, (_, n) => ({ name: `sum:${n}` }));

Deno.test("sampleOf() draws the same for the same seed, in order, and others for another", () => {
  const [one, again, other] = [1, 1, 2].map((seed) =>
    sampleOf(MUTANTS, 5, seed)
  );
  assertEquals(one, again);
  assertEquals(one!.length, 5);
  assertEquals(one, MUTANTS.filter((mutant) => one!.includes(mutant)));
  assert(one!.some((mutant) => !other!.includes(mutant)));
});

Deno.test("sampleOf() draws the same when a mutant that was not drawn is gone", () => {
  const drawn = sampleOf(MUTANTS, 5, 1);
  const gone = MUTANTS.find((mutant) => !drawn.includes(mutant));
  assertEquals(sampleOf(MUTANTS.filter((each) => each !== gone), 5, 1), drawn);
});

Deno.test("sampleOf() draws all when there are no more", () => {
  assertEquals(sampleOf(MUTANTS, Infinity, 3), MUTANTS);
});
