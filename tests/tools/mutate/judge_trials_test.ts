import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { CHECKOUT } from "headless/checkout.ts";
import { tryJudgeMutants } from "tools/mutate/judge_trials.ts";
import { JUDGES, movable } from "tools/mutate/judges.ts";
import { mutantsOf } from "tools/mutate/mutants.ts";

const id = "lab/exercises.ts";

Deno.test("tryJudgeMutants() runs a module's tests on its mutants", async () => {
  const source = await Deno.readTextFile(join(CHECKOUT, id));
  const judge = JUDGES.find(({ name }) => name === "exercises")!;
  const mutants = mutantsOf({ id, source }).filter(({ name }) =>
    name.includes("enumerable: false →") || name.includes('"Solvedx"')
  );
  const { signal } = new AbortController();
  let count = 0;
  const trials = await tryJudgeMutants(judge, mutants, signal, () => count++);
  assertEquals(trials.map(({ result }) => result), ["refused", "accepted"]);
  assertStringIncludes(trials[0]!.advice, "gives each verdict its own mark");
  assertEquals(count, 2);
});

Deno.test("movable() imports by URL what a module imports by a relative path", () => {
  const source = 'import { a } from "./a.ts";\nimport "lab/b.ts";';
  const moved = movable({ id: "lab/history.ts", source });
  assertEquals(moved.includes('"./a.ts"'), false);
  assertStringIncludes(moved, "/lab/a.ts");
  assertStringIncludes(moved, 'import "lab/b.ts"');
});
