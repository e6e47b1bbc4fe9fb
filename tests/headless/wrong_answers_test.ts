import { assertEquals, assertThrows } from "@std/assert";
import {
  parseWrongAnswers,
  whatIsMissing,
  type WrongAnswer,
} from "headless/wrong_answers.ts";

const FILE = `// deno-lint-ignore-file
// @ts-nocheck: each part stands for a cell of its own

// %% exercise-sum forgets-the-first
// says: the first record
// says: offset 0
function sum(offsets) {
  // a comment
  return offsets.slice(1);
}

// %% exercise-sum zero
// says: nothing
const sum = () => 0;
`;

Deno.test("parseWrongAnswers() reads exercise, mistake, advice and code", () => {
  assertEquals(parseWrongAnswers(FILE, "02_keys.ts"), [
    {
      exerciseId: "exercise-sum",
      mistake: "forgets-the-first",
      says: ["the first record", "offset 0"],
      source:
        "function sum(offsets) {\n  // a comment\n  return offsets.slice(1);\n}",
    },
    {
      exerciseId: "exercise-sum",
      mistake: "zero",
      says: ["nothing"],
      source: "const sum = () => 0;",
    },
  ]);
  assertEquals(parseWrongAnswers("", "02_keys.ts"), []);
});

Deno.test("parseWrongAnswers() names the line of what it can't read", () => {
  const complaintOver = (text: string): string =>
    assertThrows(() => parseWrongAnswers(text, "02_keys.ts"), Error).message;
  const start = "Cannot read the wrong answer at 02_keys.ts:";
  assertEquals(
    complaintOver("\n// %% check-sum zero\n"),
    `${start}2: expected "// %% <exercise-cell-id> <mistake>" but found "// %% check-sum zero"`,
  );
  assertEquals(
    complaintOver("// %% exercise-sum zero\nconst sum = 0;\n"),
    `${start}1: expected "// says: <text that the advice must contain>" below the heading`,
  );
  assertEquals(
    complaintOver("// %% exercise-sum zero\n// says: nothing\n\n"),
    `${start}1: expected code below the heading but found none`,
  );
  assertEquals(
    complaintOver(`${FILE}\n// %% exercise-sum zero\n// says: a\n1\n`),
    `${start}16: expected a new slug but found it above already`,
  );
});

Deno.test("whatIsMissing() requires a check, three wrong answers, and an exercise for each", () => {
  const answers: WrongAnswer[] = ["one", "two", "three"].map((mistake) => ({
    exerciseId: "exercise-sum",
    mistake,
    says: ["a"],
    source: "1",
  }));
  const missing = (wrong: WrongAnswer[], ...ids: string[]): string[] =>
    whatIsMissing(wrong, ids, "02_keys.ts");
  assertEquals(missing(answers, "exercise-sum", "check-sum"), []);
  assertEquals(missing([], "demo-sum"), []);
  assertEquals(missing(answers.slice(1), "exercise-sum", "check-sum"), [
    "exercise-sum has 2 wrong answers: expected at least 3, in 02_keys.ts",
  ]);
  assertEquals(missing(answers, "exercise-sum", "check-summ"), [
    "exercise-sum has no check: expected check-sum",
  ]);
  assertEquals(missing(answers.slice(2), "check-sum"), [
    '02_keys.ts has the wrong answer "three" for exercise-sum, which is no exercise of the notebook',
  ]);
});
