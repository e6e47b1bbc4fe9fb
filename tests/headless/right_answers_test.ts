import { assertEquals, assertThrows } from "@std/assert";
import {
  missingRightAnswers,
  parseRightAnswers,
  type RightAnswer,
} from "headless/right_answers.ts";

const FILE = `// Unusual right answers.

// %% exercise-sum folded
function sum(offsets) {
  // a comment
  return offsets.reduce((a, b) => a + b, 0n);
}

// %% exercise-sum in-a-loop
const sum = () => 0;
`;

Deno.test("parseRightAnswers() reads exercise, way and code", () => {
  assertEquals(parseRightAnswers(FILE, "02_keys.ts"), [
    {
      exerciseId: "exercise-sum",
      way: "folded",
      source:
        "function sum(offsets) {\n  // a comment\n  return offsets.reduce((a, b) => a + b, 0n);\n}",
    },
    {
      exerciseId: "exercise-sum",
      way: "in-a-loop",
      source: "const sum = () => 0;",
    },
  ]);
});

Deno.test("parseRightAnswers() names the line of what it can't read", () => {
  const complaintOver = (text: string): string =>
    assertThrows(() => parseRightAnswers(text, "02_keys.ts"), Error).message;
  const start = "Cannot read the right answer at 02_keys.ts:";
  assertEquals(
    complaintOver("\n// %% check-sum folded\n"),
    `${start}2: expected "// %% <exercise-cell-id> <way>" but found "// %% check-sum folded"`,
  );
  assertEquals(
    complaintOver("// %% exercise-sum folded\n\n"),
    `${start}1: expected code below the heading but found none`,
  );
  assertEquals(
    complaintOver(`${FILE}\n// %% exercise-sum folded\n1\n`),
    `${start}12: expected a new slug but found it above already`,
  );
});

Deno.test("missingRightAnswers() requires four an exercise, and an exercise for each", () => {
  const answers: RightAnswer[] = ["one", "two", "three", "four"].map((way) => ({
    exerciseId: "exercise-sum",
    way,
    source: "1",
  }));
  const missing = (right: RightAnswer[], ...ids: string[]): string[] =>
    missingRightAnswers(right, ids, "02_keys.ts");
  assertEquals(missing(answers, "exercise-sum", "check-sum"), []);
  assertEquals(missing(answers.slice(1), "exercise-sum"), [
    "exercise-sum has 3 right answers: expected at least 4, in 02_keys.ts",
  ]);
  assertEquals(missing(answers.slice(3), "check-sum"), [
    '02_keys.ts has the right answer "four" for exercise-sum, which is no exercise of the notebook',
  ]);
});
