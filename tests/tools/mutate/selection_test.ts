import { assertEquals, assertThrows } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { JUDGES } from "tools/mutate/judges.ts";
import { readSelection } from "tools/mutate/selection.ts";
import { Trouble } from "workbook/errors.ts";

const CHAPTERS = readChapters();

Deno.test("readSelection() takes a chapter, a sample and a seed, or all", () => {
  const { chapters, judges, sample, seed } = readSelection(
    ["5", "--sample", "10", "--seed", "7"],
    CHAPTERS,
  );
  assertEquals(chapters.map(({ name }) => name), ["05_commits"]);
  assertEquals([judges, sample, seed], [[], 10, 7]);
  assertEquals(readSelection([], CHAPTERS), {
    chapters: CHAPTERS,
    judges: JUDGES,
    sample: Infinity,
    seed: 1,
  });
});

Deno.test("readSelection() takes a judge without any chapter", () => {
  const { chapters, judges } = readSelection(["history"], CHAPTERS);
  assertEquals(chapters, []);
  assertEquals(judges.map(({ name }) => name), ["history"]);
});

Deno.test("readSelection() says what it knows", () => {
  const complaintOver = (...args: string[]): string =>
    assertThrows(() => readSelection(args, CHAPTERS), Trouble).message;
  assertEquals(
    complaintOver("44").replace(/one of .+/, "one of …"),
    'Cannot try mutants of "44": expected one of …',
  );
  assertEquals(
    complaintOver("--sample", "few"),
    'Cannot run "deno task mutate" with --sample "few": expected a whole number',
  );
  assertEquals(
    complaintOver("--all"),
    `Cannot run "deno task mutate --all": Unknown option '--all'. It knows the number of a chapter, the name of a judge, --sample N and --seed N`,
  );
});
