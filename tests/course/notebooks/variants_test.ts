import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parsePercent, type SourceCell } from "course/notebooks/percent.ts";
import { learnerCells, solvedCells } from "course/notebooks/variants.ts";

const SOURCE = `// %% setup
import { a } from "a";

// %% exercise-sum
function sum(a: number, b: number): number {
  // BEGIN SOLUTION
  // Order does not matter.
  return a + b;
  // END SOLUTION
}

// %% check-sum
checkSum(sum);
`;

const cells = (text = SOURCE): SourceCell[] => parsePercent(text, "x.ts");

Deno.test("learnerCells() puts an open place, as deep as it stood, where the solution was", () => {
  assertEquals(
    learnerCells(cells())[1]!.source,
    "function sum(a: number, b: number): number {\n  // TODO: your code here.\n  throw new NotSolvedYet();\n}",
  );
});

Deno.test("learnerCells() imports what the open place throws", () => {
  assertStringIncludes(
    learnerCells(cells())[0]!.source,
    "import { NotSolvedYet }",
  );
});

Deno.test("learnerCells() folds the solution, without its marks, under the check", () => {
  const answer = learnerCells(cells())[3]!;
  assertEquals([answer.id, answer.kind], ["answer-sum-solution", "markdown"]);
  assertStringIncludes(
    answer.source,
    "  // Order does not matter.\n  return a + b;\n}",
  );
  assertEquals(answer.source.includes("SOLUTION"), false);
});

Deno.test("solvedCells() keeps the solution and drops its marks", () => {
  assertEquals(
    solvedCells(cells())[1]!.source,
    "function sum(a: number, b: number): number {\n  // Order does not matter.\n  return a + b;\n}",
  );
});

Deno.test("learnerCells() refuses a solution that is not closed, or opened twice", () => {
  const broken = (text: string) => () =>
    learnerCells(cells(`// %% exercise-sum\n${text}`));
  assertThrows(
    broken("// BEGIN SOLUTION\n1;"),
    SyntaxError,
    'expected "// END SOLUTION" but found none',
  );
  assertThrows(
    broken("// BEGIN SOLUTION\n// BEGIN SOLUTION"),
    SyntaxError,
    'found "// BEGIN SOLUTION"',
  );
  assertThrows(
    broken("1;\n// END SOLUTION"),
    SyntaxError,
    'expected "// BEGIN SOLUTION"',
  );
});
