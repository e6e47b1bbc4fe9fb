import { assertEquals } from "@std/assert";
import type { RanCell } from "headless/notebook_run.ts";
import {
  slugOf,
  VERDICT_MIME,
  verdictOf,
  whyNotPassed,
} from "headless/verdicts.ts";

const PASSED = { exercise: "sum", verdict: "passed", advice: "Four." };

/** The cell of a check that has shown something. */
function checkThatShowed(...shown: unknown[]): RanCell {
  return {
    id: "check-sum",
    outputs: shown.map((data) => ({
      output_type: "execute_result",
      data: { "text/plain": "…", [VERDICT_MIME]: data },
    })),
  } as unknown as RanCell;
}

Deno.test("slugOf() gives what follows the role in a cell's id", () => {
  assertEquals(slugOf("check-in-sequence", "check"), "in-sequence");
  assertEquals(slugOf("demo-check-in-sequence", "check"), null);
  assertEquals(slugOf("checks", "check"), null);
});

for (const verdict of ["unsolved", "refused", "passed"]) {
  Deno.test(`verdictOf() reads the verdict "${verdict}"`, () => {
    const shown = { ...PASSED, verdict };
    assertEquals(verdictOf(checkThatShowed(shown)) as unknown, shown);
  });
}

Deno.test("verdictOf() takes nothing else over from what a check shows", () => {
  const ran = checkThatShowed({ ...PASSED, more: 1 });
  assertEquals(verdictOf(ran) as unknown, PASSED);
});

Deno.test("verdictOf() expects one output of the check's type", () => {
  for (const shown of [[], [PASSED, PASSED]]) {
    assertEquals(
      verdictOf(checkThatShowed(...shown)),
      `the check shows ${shown.length} outputs of the type application/vnd.workbook.check+json: expected one. Does the cell end in check(…)?`,
    );
  }
});

Deno.test("verdictOf() expects a verdict that it knows, and advice", () => {
  const broken = [
    { exercise: "sum", advice: "Four." },
    { ...PASSED, verdict: "right" },
    { exercise: "sum", verdict: "passed" },
    { ...PASSED, advice: "" },
  ];
  for (const shown of broken) {
    assertEquals(
      verdictOf(checkThatShowed(shown)),
      `the check shows ${
        JSON.stringify(shown)
      }: expected a verdict (unsolved, refused, passed) and advice`,
    );
  }
});

Deno.test("verdictOf() expects the exercise that the cell is named after", () => {
  assertEquals(
    verdictOf(checkThatShowed({ ...PASSED, exercise: "product" })),
    'the check is about "product": expected "sum", as its cell is called',
  );
});

Deno.test("whyNotPassed() gives no reason for a check that passed, else its advice or what is wrong with it", () => {
  assertEquals(whyNotPassed(checkThatShowed(PASSED)), null);
  assertEquals(
    whyNotPassed(
      checkThatShowed({ ...PASSED, verdict: "refused", advice: "Five?" }),
    ),
    `the check's verdict is "refused": expected "passed". Its advice:\nFive?`,
  );
  assertEquals(
    whyNotPassed(checkThatShowed()),
    "the check shows 0 outputs of the type application/vnd.workbook.check+json: expected one. Does the cell end in check(…)?",
  );
});
