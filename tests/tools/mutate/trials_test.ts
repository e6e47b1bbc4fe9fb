import { assert, assertEquals, assertRejects } from "@std/assert";
import { parsePercent } from "course/notebooks/percent.ts";
import type { Mutant } from "tools/mutate/mutants.ts";
import { type Trial, tryMutants } from "tools/mutate/trials.ts";
import { Trouble } from "workbook/errors.ts";

/** A chapter that needs no broker; its check is content when one and two make three. */
const CELLS = parsePercent(
  `
// %% setup
function checkSum(sum) {
  const isRight = sum(1, 2) === 3 && !globalThis.isSpoiled;
  return Deno.jupyter.display({
    "application/vnd.workbook.check+json": {
      exercise: "sum",
      verdict: isRight ? "passed" : "refused",
      advice: "One and two make three",
    },
  }, { raw: true });
}
// %% exercise-sum
function sum(a, b) {
  // BEGIN SOLUTION
  return a + b;
  // END SOLUTION
}
// %% check-sum
await checkSum(sum);
`,
  "01_sums.ts",
);

const mutant = (source: string): Mutant => ({
  name: source,
  originId: "exercise-sum",
  source,
  before: [],
  after: [],
});
const RIGHT = mutant("function sum(a, b) { return b + a; }");
const WRONG = mutant("function sum(a, b) { return a * b; }");

/** Tries mutants; `onTrial` may abort. */
async function tryAll(
  mutants: Mutant[],
  cells = CELLS,
  onTrial: (stop: AbortController) => void = () => {},
): Promise<Trial[]> {
  const stop = new AbortController();
  return await tryMutants(cells, mutants, [], stop.signal, () => onTrial(stop));
}

Deno.test("tryMutants() finds out which mutants the check accepts, and goes on after a kernel that died", async () => {
  const deadly = mutant("function sum() { Deno.exit(3); }");
  const broken = mutant("missing(); function sum(a, b) { return a + b; }");
  const trials = await tryAll([RIGHT, WRONG, deadly, broken, RIGHT]);
  assertEquals(trials.map(({ result }) => result), [
    "accepted",
    "refused",
    "timed out",
    "refused",
    "accepted",
  ]);
  assertEquals(trials[1]!.advice, "One and two make three");
  assertEquals(trials[3]!.advice, "ReferenceError: missing is not defined");
});

Deno.test("tryMutants() tries again what was refused in a kernel that another mutant had spoiled", async () => {
  const spoiler = mutant(
    "globalThis.isSpoiled = true; function sum() { return 0; }",
  );
  const trials = await tryAll([spoiler, RIGHT, WRONG]);
  assertEquals(trials.map(({ result }) => result), [
    "refused",
    "accepted",
    "refused",
  ]);
});

Deno.test("tryMutants() ends early when it is aborted", async () => {
  const trials = await tryAll(
    Array.from({ length: 100 }, (_, n) => mutant(`${WRONG.source} // ${n}`)),
    CELLS,
    (stop) => stop.abort(),
  );
  assert(trials.length < 10, `${trials.length} trials`);
});

Deno.test("tryMutants() refuses an exercise whose check does not accept the solution", async () => {
  const cells = CELLS.map((cell) => ({
    ...cell,
    source: cell.source.replace("a + b", "a - b"),
  }));
  const { message } = await assertRejects(
    () => tryAll([RIGHT], cells),
    Trouble,
  );
  assertEquals(
    message,
    'Cannot try mutants of "exercise-sum": expected its check to accept the solution but it says: One and two make three',
  );
});
