import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runSolved } from "headless/solved.ts";
import {
  ANSWERS,
  CHECK,
  OPEN,
  RIGHT_ANSWERS,
  runChapter,
  SETUP,
  SOLVED,
} from "./chapter_fixture.ts";

Deno.test("runSolved() has every wrong answer refused before the solution, and keeps the notebook", async () => {
  const { steps, executed } = await runChapter(
    { solved: [SETUP, SOLVED, CHECK] },
    runSolved,
    { cells: { "check-sum": (cell) => assertEquals(cell.text, "Right.") } },
  );
  assertEquals(steps.summary, [
    "ok every exercise has wrong answers",
    "ok setup",
    "ok exercise-sum refuses product",
    "ok exercise-sum refuses first",
    "ok exercise-sum refuses second",
    "ok exercise-sum",
    "ok check-sum",
    "ok after the last cell",
  ]);
  assertEquals(Object.keys(executed), ["01_sums.ipynb"]);
  const [, setup, exercise, check] = executed["01_sums.ipynb"]!.cells;
  assertEquals(
    [setup, exercise, check].map((cell) => cell?.execution_count),
    [1, 2, 3],
  );
  assertEquals(check?.outputs?.length, 1);
});

Deno.test("runSolved() fails a wrong answer that is accepted, taken for none, answered with other advice, or broken", async () => {
  const answers = `
// %% exercise-sum right
// says: not 3
function sum(a, b) { return b + a; }

// %% exercise-sum none
// says: Not solved
function sum() {}

// %% exercise-sum misunderstood
// says: not 2
// says: not a product
function sum(a, b) { return a * b; }

// %% exercise-sum broken
// says: not 0
missing();
function sum() { return 0; }

// %% exercise-sum forgotten
// says: not 0
void Promise.reject(new Error("nobody waits for me"));
function sum() { return 0; }
`;
  const { steps, executed } = await runChapter(
    { solved: [SETUP, SOLVED, CHECK], answers },
    runSolved,
  );
  assertEquals(steps.summary.slice(2, 9), [
    "failed exercise-sum refuses right",
    "failed exercise-sum refuses none",
    "failed exercise-sum refuses misunderstood",
    "failed exercise-sum refuses broken",
    "ok exercise-sum refuses forgotten",
    "ok exercise-sum",
    "ok check-sum",
  ]);
  const [right, none, misunderstood, broken] = steps.failures;
  assertStringIncludes(
    right!,
    `the wrong answer right was not refused: the verdict is "passed"`,
  );
  assertStringIncludes(none!, `the verdict is "unsolved"`);
  assertStringIncludes(
    misunderstood!,
    `got advice that does not say "not a product":\nOne and two make three`,
  );
  assertStringIncludes(
    broken!,
    "exercise-sum, wrong answer broken (cell 2 of 3), line 1\nReferenceError: missing is not defined",
  );
  assertEquals(Object.keys(executed), ["01_sums.solved.failed.ipynb"]);
});

Deno.test("runSolved() ends at a wrong answer that never comes back", async () => {
  const answers = `${ANSWERS}
// %% exercise-sum endless
// says: not
for (;;);
`;
  const { steps } = await runChapter(
    { solved: [SETUP, SOLVED, CHECK], answers },
    runSolved,
    { cellTimeoutMs: 2_000 },
  );
  assertEquals(steps.summary.slice(5), [
    "failed exercise-sum refuses endless",
    "ignored exercise-sum",
    "ignored check-sum",
    "ignored after the last cell",
  ]);
  assertStringIncludes(
    steps.failures[0]!,
    "TimedOut: did not finish in 2000 ms",
  );
});

Deno.test("runSolved() fails without three wrong answers for each exercise", async () => {
  const { steps } = await runChapter(
    { solved: [SETUP, SOLVED, CHECK], answers: ANSWERS.split("\n\n")[0]! },
    runSolved,
  );
  assertEquals(steps.summary[0], "failed every exercise has wrong answers");
  assertMatch(
    steps.failures[0]!,
    /^exercise-sum has 1 wrong answers: expected at least 3, in \S+wrong_answers\/01_sums\.ts\n/,
  );
});

Deno.test("runSolved() has every right answer accepted after the wrong ones, before the solution", async () => {
  const { steps, executed } = await runChapter(
    { solved: [SETUP, SOLVED, CHECK], rightAnswers: RIGHT_ANSWERS },
    runSolved,
  );
  assertEquals(steps.summary, [
    "ok every exercise has wrong answers",
    "ok every exercise has right answers",
    "ok setup",
    "ok exercise-sum refuses product",
    "ok exercise-sum refuses first",
    "ok exercise-sum refuses second",
    "ok exercise-sum accepts turned-round",
    "ok exercise-sum accepts less-the-negative",
    "ok exercise-sum accepts of-a-list",
    "ok exercise-sum accepts counted-up",
    "ok exercise-sum",
    "ok check-sum",
    "ok after the last cell",
  ]);
  assertEquals(executed["01_sums.ipynb"]?.cells[3]?.outputs?.length, 1);
});

Deno.test("runSolved() fails a right answer that is refused, taken for none or broken, with the advice", async () => {
  const { steps, executed } = await runChapter(
    {
      solved: [SETUP, SOLVED, CHECK],
      rightAnswers: `${RIGHT_ANSWERS}
// %% exercise-sum product
function sum(a, b) { return a * b; }

// %% exercise-sum none
function sum() {}

// %% exercise-sum declared-otherwise
const sum = (a, b) => a + b;
`,
    },
    runSolved,
  );
  assertEquals(steps.summary.slice(10, 15), [
    "failed exercise-sum accepts product",
    "failed exercise-sum accepts none",
    "failed exercise-sum accepts declared-otherwise",
    "ok exercise-sum",
    "ok check-sum",
  ]);
  const [product, none, otherwise] = steps.failures;
  assertStringIncludes(
    product!,
    `the right answer product was not accepted: the verdict is "refused", and the advice:\nOne and two make three,\n  not 2.`,
  );
  assertStringIncludes(none!, `the verdict is "unsolved"`);
  assertStringIncludes(
    otherwise!,
    "SyntaxError: Identifier 'sum' has already been declared",
  );
  assertEquals(Object.keys(executed), ["01_sums.solved.failed.ipynb"]);
});

Deno.test("runSolved() fails a file of right answers with fewer than four for an exercise", async () => {
  const { steps } = await runChapter(
    { solved: [SETUP, SOLVED, CHECK], rightAnswers: "" },
    runSolved,
  );
  assertEquals(steps.summary[1], "failed every exercise has right answers");
  assertMatch(
    steps.failures[0]!,
    /^exercise-sum has 0 right answers: expected at least 4, in \S+right_answers\/01_sums\.ts\n/,
  );
});

Deno.test("runSolved() fails a check that does not pass", async () => {
  const { steps } = await runChapter(
    { solved: [SETUP, OPEN, CHECK] },
    runSolved,
  );
  assertStringIncludes(
    steps.failures[0]!,
    `verdict is "unsolved": expected "passed"`,
  );
});
