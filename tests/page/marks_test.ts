import { assertEquals } from "@std/assert";
import { marksOf, shownVerdict } from "page/marks.ts";

const showing = (verdict: string): { data: Record<string, unknown> }[] => [
  { data: { "text/plain": "before it" } },
  { data: { "application/vnd.workbook.check+json": { verdict } } },
];

Deno.test("marksOf() counts the checks, and those that passed", () => {
  assertEquals(
    marksOf([
      { id: "exercise-one", outputs: showing("passed") },
      { id: "check-one", outputs: showing("passed") },
      { id: "check-two", outputs: showing("refused") },
      { id: "check-three", outputs: [] },
      { outputs: showing("passed") },
    ]),
    { solved: 1, exercises: 3 },
  );
});

Deno.test("shownVerdict() is null for a check that has not run, or shows something else", () => {
  assertEquals(shownVerdict({ id: "check-one" }), null);
  assertEquals(shownVerdict({ id: "check-one", outputs: [{}] }), null);
  assertEquals(
    shownVerdict({ id: "check-one", outputs: showing("unsolved") }),
    "unsolved",
  );
});
