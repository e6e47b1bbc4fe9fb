import { assertEquals, assertThrows } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { readSelection } from "tools/mutate/selection.ts";
import { Trouble } from "workbook/errors.ts";

const CHAPTERS = readChapters();

Deno.test("readSelection() takes a chapter, a sample and a seed, or all", () => {
  const { chapters, sample, seed } = readSelection(
    ["5", "--sample", "10", "--seed", "7"],
    CHAPTERS,
  );
  assertEquals(chapters.map(({ name }) => name), ["05_commits"]);
  assertEquals([sample, seed], [10, 7]);
  assertEquals(readSelection([], CHAPTERS), {
    chapters: CHAPTERS,
    sample: Infinity,
    seed: 1,
  });
});

Deno.test("readSelection() says what it knows", () => {
  const complaintOver = (...args: string[]): string =>
    assertThrows(() => readSelection(args, CHAPTERS), Trouble).message;
  assertEquals(
    complaintOver("44").replace(/one of .+/, "one of …"),
    'Cannot try mutants of chapter "44": expected one of …',
  );
  assertEquals(
    complaintOver("--sample", "few"),
    'Cannot run "deno task mutate" with --sample "few": expected a whole number',
  );
  assertEquals(
    complaintOver("--all"),
    `Cannot run "deno task mutate --all": Unknown option '--all'. It knows the number of a chapter, --sample N and --seed N`,
  );
});
