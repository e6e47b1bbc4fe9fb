import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import type { ChapterOptions } from "../../headless/chapter_options.ts";
import { runLearner } from "../../headless/learner.ts";
import type { Notebook } from "../../headless/notebook_file.ts";
import { runSolved } from "../../headless/solved.ts";
import {
  type FixtureCell,
  folderWith,
  notebookOf,
  RecordedSteps,
} from "./fixtures.ts";

const SETUP: FixtureCell = [
  "setup",
  `function show(verdict, advice) {
    return Deno.jupyter.display({
      "application/vnd.workbook.check+json": { exercise: "sum", verdict, advice },
      "text/plain": advice,
    }, { raw: true });
  }`,
];
const CHECK: FixtureCell = [
  "check-sum",
  `const found = typeof sum === "function" ? sum(1, 2) : sum;
  if (found === undefined) await show("unsolved", "Not solved yet.");
  else if (found === 3) await show("passed", "Right.");
  else await show("refused", "One and two make three,\\n  not " + found + ".");`,
];
const OPEN: FixtureCell = ["exercise-sum", "function sum(a, b) {}"];
const SOLVED: FixtureCell = [
  "exercise-sum",
  "function sum(a, b) { return a + b; }",
];
const ANSWERS = `
// %% exercise-sum product
// says: make three, not 2
function sum(a, b) { return a * b; }

// %% exercise-sum first
// says: not 1
function sum(a, b) { return a; }

// %% exercise-sum second
// says: not 2
// says: One and two
function sum(a, b) { return b; }
`;

interface Chapter {
  learner?: FixtureCell[];
  solved?: FixtureCell[];
  answers?: string;
}

interface Outcome {
  steps: RecordedSteps;
  /** The notebooks that were kept, by their names. */
  executed: Record<string, Notebook>;
}

async function runChapter(
  { learner = [], solved = [], answers = ANSWERS }: Chapter,
  run: typeof runSolved,
  options: ChapterOptions = {},
): Promise<Outcome> {
  await using folder = await folderWith({
    "notebooks/01_sums.ipynb": notebookOf(learner),
    ".workbook/solved/01_sums.ipynb": notebookOf(solved),
    "tests/notebooks/wrong_answers/01_sums.ts": answers,
    ".workbook/executed/01_sums.solved.failed.ipynb": notebookOf([]),
  });
  const steps = new RecordedSteps();
  await run(steps, "01_sums", { root: folder.path, ...options });
  const executed: Outcome["executed"] = {};
  const kept = join(folder.path, ".workbook/executed");
  for await (const { name } of Deno.readDir(kept)) {
    executed[name] = JSON.parse(await Deno.readTextFile(join(kept, name)));
  }
  return { steps, executed };
}

Deno.test("runLearner() reports the check of an open exercise as ignored, and its assertion with it", async () => {
  const asserted: string[] = [];
  const { steps } = await runChapter(
    { learner: [SETUP, OPEN, CHECK, ["demo-more", "1"]] },
    runLearner,
    {
      cells: {
        "check-sum": () => void asserted.push("check-sum"),
        "demo-more": () => void asserted.push("demo-more"),
      },
    },
  );
  assertEquals(steps.summary, [
    "ok setup",
    "ok exercise-sum",
    "ignored check-sum (unsolved)",
    "ok demo-more",
    "ok after the last cell",
  ]);
  assertEquals(asserted, ["demo-more"]);
});

Deno.test("runLearner() passes a check that the learner has solved", async () => {
  const { steps } = await runChapter(
    { learner: [SETUP, SOLVED, CHECK] },
    runLearner,
  );
  assertEquals(steps.summary[2], "ok check-sum");
});

Deno.test("runLearner() fails a check that refuses the learner's answer, with its advice", async () => {
  const answer: FixtureCell = ["exercise-sum", "const sum = () => 7;"];
  const { steps, executed } = await runChapter(
    { learner: [SETUP, answer, CHECK, ["demo-more", "1"]] },
    runLearner,
  );
  assertEquals(steps.summary.slice(2), [
    "failed check-sum",
    "ok demo-more",
    "ok after the last cell",
  ]);
  assertMatch(
    steps.failures[0]!,
    /› check-sum \(cell 3 of 4\)\nthe check's verdict is "refused": expected "passed"\. Its advice:\nOne and two make three,\n {2}not 7\.\n\nthe notebook as it ran: \S+01_sums\.learner\.failed\.ipynb$/,
  );
  assert(executed["01_sums.learner.failed.ipynb"]);
});

Deno.test("runLearner() fails a check that throws, and one that gives no verdict of its own", async () => {
  const checks: [source: string, complaint: string][] = [
    ["throw new Error('broken check')", "Error: broken check"],
    ["'Right.'", "the check shows 0 outputs of the type"],
    [
      `await show("solved", "Right.")`,
      "expected a verdict (unsolved, refused, passed)",
    ],
    [`await show("passed", "")`, "and advice"],
    [
      `const raw = { raw: true };
      await Deno.jupyter.display({
        "application/vnd.workbook.check+json": { exercise: "product", verdict: "passed", advice: "Right." },
      }, raw)`,
      `the check is about "product": expected "sum"`,
    ],
  ];
  for (const [source, complaint] of checks) {
    const { steps } = await runChapter(
      { learner: [SETUP, ["check-sum", source]] },
      runLearner,
    );
    assertEquals(steps.summary[1], "failed check-sum");
    assertStringIncludes(steps.failures[0]!, complaint);
  }
});

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
    "ok takes at most 30 s",
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
    "ignored takes at most 30 s",
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

Deno.test("runSolved() fails a chapter over its budget, and does not count wrong answers", async () => {
  const slowly =
    `const start = Date.now(); while (Date.now() - start < 500);\n`;
  const start = performance.now();
  const { steps } = await runChapter(
    {
      solved: [SETUP, SOLVED, CHECK],
      answers: ANSWERS.replace("function sum", `${slowly}function sum`),
    },
    runSolved,
    { budgetMs: 1 },
  );
  const inAllMs = performance.now() - start;
  assertEquals(steps.summary.at(-2), "failed takes at most 0.001 s");
  const [, tookMs] = steps.failures[0]!.match(
    /took (\d+) ms without wrong answers and proofs: expected at most 1 ms/,
  )!;
  assert(Number(tookMs) <= inAllMs - 500, `${tookMs} of ${inAllMs} ms`);
});

Deno.test("testChapter() registers both tests, and counts the lines of modules that cells ran", async () => {
  const setup: FixtureCell = [
    "setup",
    `import { add } from "workbook/sums.ts";\n${SETUP[1]}`,
  ];
  const solved: FixtureCell = [
    "exercise-sum",
    "function sum(a, b) { return add(a, b); }",
  ];
  const testChapterModule = new URL(
    "../../headless/test_chapter.ts",
    import.meta.url,
  );
  await using folder = await folderWith({
    "deno.json": `{ "imports": { "workbook/": "./lib/" } }`,
    "lib/sums.ts": `export function add(a: number, b: number): number {
  return a + b;
}
export function multiply(a: number, b: number): number {
  return a * b;
}
`,
    "notebooks/01_sums.ipynb": notebookOf([setup, OPEN, CHECK]),
    ".workbook/solved/01_sums.ipynb": notebookOf([setup, solved, CHECK]),
    "tests/notebooks/wrong_answers/01_sums.ts": ANSWERS,
    "tests/chapter_test.ts": `
      import { testChapter } from ${JSON.stringify(testChapterModule.href)};
      testChapter("01_sums", { root: import.meta.dirname + "/.." });
    `,
  });
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--no-lock", "--coverage=coverage"],
    cwd: folder.path,
    env: { NO_COLOR: "1" },
  }).output();
  const report = new TextDecoder().decode(stdout);
  assertEquals(code, 0, report);
  assertMatch(report, /01_sums › learner \.\.\./);
  assertMatch(report, /cell 3 of 3: check-sum \(unsolved\) \.\.\. ignored/);
  assertMatch(report, /01_sums › solved \.\.\./);
  assertMatch(report, /exercise-sum refuses product \.\.\. ok/);
  assertMatch(
    report,
    /2 passed \(\d+ steps\) \| 0 failed \| 0 ignored \(1 step\)/,
  );
  assertMatch(report, /lib\/sums\.ts +\| +100\.0 \| +50\.0 \|/);
});
