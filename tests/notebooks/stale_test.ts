/** Holds the committed notebooks to the chapters that they are built from. */
import { assertEquals, assertNotEquals } from "@std/assert";
import { FOLDERS, readChapters } from "course/chapters.ts";
import { claimsPage } from "course/notebooks/claims_page.ts";
import { TROUBLE_PAGE, troublePage } from "course/notebooks/trouble_page.ts";

interface Cell {
  id: string;
  source: string | string[];
}

const cellsOf = (text: string): Cell[] => JSON.parse(text).cells;

/**
 * What of a notebook comes from its chapter: neither outputs nor metadata, nor what a reader wrote as an answer, nor the
 * cells that a reader has added.
 */
function fromChapter(cells: Cell[], chapter: Cell[]): string[] {
  const ids = new Set(chapter.map(({ id }) => id));
  return cells.filter(({ id }) => ids.has(id)).map(({ id, source }) =>
    id.startsWith("exercise-")
      ? id
      : `${id}\n${Array.isArray(source) ? source.join("") : source}`
  );
}

Deno.test("a cell that a reader has added is the reader's affair, one that is gone or differs is not", () => {
  const chapter = [{ id: "setup", source: "1" }, { id: "demo-a", source: "2" }];
  const built = fromChapter(chapter, chapter);
  const added = [...chapter, { id: "5f0c2d1e", source: [] }];
  assertEquals(fromChapter(added, chapter), built);
  const other = [chapter[0]!, { id: "demo-a", source: "3" }];
  for (const changed of [chapter.slice(1), other, chapter.toReversed()]) {
    assertNotEquals(fromChapter(changed, chapter), built);
  }
});

for (const { name, learner } of readChapters()) {
  Deno.test(`notebooks/${name}.ipynb is built from chapters/${name}.ts`, () => {
    const notebook = Deno.readTextFileSync(
      new URL(`${name}.ipynb`, FOLDERS.notebooks),
    );
    const chapter = cellsOf(learner);
    assertEquals(
      fromChapter(cellsOf(notebook), chapter),
      fromChapter(chapter, chapter),
      `notebooks/${name}.ipynb is stale: run "deno task build" and commit what it writes`,
    );
  });
}

Deno.test("each notebook has a chapter", () => {
  const chapters = readChapters().map(({ name }) => `${name}.ipynb`);
  const built = [...Deno.readDirSync(FOLDERS.notebooks)].map(({ name }) => name)
    .filter((name) => /^\d\d_[a-z_]+\.ipynb$/.test(name));
  assertEquals(
    built.filter((name) => !chapters.includes(name)),
    [],
    'run "deno task build"',
  );
});

const PAGES = {
  "claims.md": claimsPage(readChapters()),
  [TROUBLE_PAGE]: troublePage(readChapters()),
};
for (const [name, text] of Object.entries(PAGES)) {
  Deno.test(`notebooks/${name} is as the build writes it`, () => {
    assertEquals(
      Deno.readTextFileSync(new URL(name, FOLDERS.notebooks)),
      text,
      'run "deno task build" and commit what it writes',
    );
  });
}
