import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { runLearner } from "headless/learner.ts";
import { CHECK, OPEN, runChapter, SETUP, SOLVED } from "./chapter_fixture.ts";
import type { FixtureCell } from "./fixtures.ts";

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

Deno.test("runLearner() fails an exercise whose check somebody has deleted, and says how to get it back", async () => {
  const { steps } = await runChapter(
    { learner: [SETUP, OPEN, ["demo-more", "1"]] },
    runLearner,
  );
  assertEquals(steps.summary.slice(2), [
    "ok demo-more",
    "failed check-sum",
    "ok after the last cell",
  ]);
  assertStringIncludes(
    steps.failures[0]!,
    'the check of "exercise-sum" is missing: expected a cell "check-sum". "deno task reset 01" gives',
  );
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
