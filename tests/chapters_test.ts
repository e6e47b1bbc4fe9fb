/** Holds each chapter to the form that the course has promised its readers. */
import { assert, assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import type { SourceCell } from "course/notebooks/percent.ts";

const MAX_CODE_CELLS = 20;
const MAX_CODE_LINES = 15;
const MAX_TEXT_WORDS = 120;
const MAX_EXERCISES = 4;
/** The capstone's reader writes the whole system: one function for each step of its five phases. */
const MAX_EXERCISES_OF: Record<string, number> = { "13_event_log": 6 };

/** Before the first picture of one's own record; the cell that draws it is one of these. */
const FIRST_PICTURE = { cells: 7, words: 400 };

const linesOf = ({ source }: SourceCell): number => source.split("\n").length;
const wordsOf = ({ source }: SourceCell): number =>
  source.replaceAll(/<[^>]*>|\(https?:[^)]*\)/g, " ").split(/\s+/).filter((
    word,
  ) => /\w/.test(word)).length;

for (const { name, cells } of readChapters()) {
  const code = cells.filter(({ kind }) => kind === "code");
  const exercises = code.filter(({ role }) => role === "exercise");
  const has = (id: string): boolean => cells.some((cell) => cell.id === id);

  Deno.test(`${name} opens with its promise and closes with a summary and a teardown`, () => {
    assertEquals(cells[0]!.id, "title");
    assert(
      cells[0]!.source.startsWith(`# ${Number(name.slice(0, 2))}. `),
      "the title carries the chapter's number",
    );
    assert(
      cells[0]!.source.includes("you can"),
      "the title says what the reader will be able to do",
    );
    assertEquals(cells.at(-1)!.id, "teardown");
    assert(has("setup") && has("summary"), "expected a setup and a summary");
  });

  Deno.test(`${name} keeps its cells short enough to be read`, () => {
    assert(
      code.length <= MAX_CODE_CELLS,
      `expected at most ${MAX_CODE_CELLS} code cells but found ${code.length}`,
    );
    for (const cell of code) {
      assert(
        linesOf(cell) <= MAX_CODE_LINES,
        `${cell.id}: expected at most ${MAX_CODE_LINES} lines but found ${
          linesOf(cell)
        }`,
      );
    }
    for (
      const cell of cells.filter(({ kind, role }) =>
        kind === "markdown" && role !== "answer"
      )
    ) {
      assert(
        wordsOf(cell) <= MAX_TEXT_WORDS,
        `${cell.id}: expected at most ${MAX_TEXT_WORDS} words but found ${
          wordsOf(cell)
        }`,
      );
    }
  });

  Deno.test(`${name} says something before each cell that does something`, () => {
    cells.forEach((cell, index) => {
      if (cell.kind !== "code" || ["check", "teardown"].includes(cell.role)) {
        return;
      }
      assertEquals(
        cells[index - 1]!.kind,
        "markdown",
        `${cell.id}: expected a text cell before it`,
      );
    });
  });

  Deno.test(`${name} is run by a test of its own`, async () => {
    const path = `tests/notebooks/${name}_test.ts`;
    const text = await Deno.readTextFile(new URL(`../${path}`, import.meta.url))
      .catch(() => "");
    assert(
      text.includes(`testChapter("${name}"`),
      `${name} is run by no test: write ${path}, which calls testChapter("${name}", …)`,
    );
  });

  const most = MAX_EXERCISES_OF[name] ?? MAX_EXERCISES;
  Deno.test(`${name} has two to ${most} exercises, each with a two-step hint, a check and a solution`, () => {
    assert(
      exercises.length >= 2 && exercises.length <= most,
      `expected 2 to ${most} exercises but found ${exercises.length}`,
    );
    for (const { slug, source } of exercises) {
      const hint = cells.find(({ id }) => id === `hint-${slug}`);
      assert(
        hint,
        `exercise-${slug} has no hint: write the text cell hint-${slug} below it, in two <details>`,
      );
      assertEquals(
        hint.source.match(/<details>/g)?.length ?? 0,
        2,
        `hint-${slug}: expected two folded steps, each in a <details>`,
      );
      assert(
        has(`check-${slug}`),
        `exercise-${slug} has no check: write the code cell check-${slug} below it`,
      );
      assert(
        source.includes("// BEGIN SOLUTION"),
        `exercise-${slug} has no solution: write it between "// BEGIN SOLUTION" and "// END SOLUTION"`,
      );
      assert(
        /BEGIN SOLUTION[\s\S]*\/\/ (?!END)/.test(source),
        `exercise-${slug}: expected the reason for the solution in a comment beside it`,
      );
    }
  });

  Deno.test(`${name} waits for no clock and runs no test inside a cell`, () => {
    for (const { id, source } of code) {
      const found = source.match(
        /setTimeout|setInterval|Deno\.test|\bdelay\(|\bsleep\(/,
      )?.[0];
      assertEquals(
        found,
        undefined,
        `${id}: expected to wait for a condition but found ${found}`,
      );
    }
  });
}

Deno.test("chapter 0 shows a picture of one's own record after seven cells and 400 words", () => {
  const { cells } = readChapters()[0]!;
  const first = cells.findIndex(({ source }) => /^lanes\(/m.test(source));
  assertEquals(cells[first]?.id, "demo-first");
  assert(first < FIRST_PICTURE.cells, `it stands in cell ${first + 1}`);
  const words = cells.slice(0, first)
    .filter(({ kind }) => kind === "markdown")
    .reduce((sum, cell) => sum + wordsOf(cell), 0);
  assert(words <= FIRST_PICTURE.words, `it stands behind ${words} words`);
});
