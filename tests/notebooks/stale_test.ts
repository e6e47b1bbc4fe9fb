/** Holds the committed notebooks to the chapters that they are built from. */
import { assertEquals } from "@std/assert";
import { FOLDERS, readChapters } from "course/chapters.ts";
import { claimsPage } from "course/notebooks/claims_page.ts";
import { TROUBLE_PAGE, troublePage } from "course/notebooks/trouble_page.ts";

/** What of a notebook comes from its chapter: neither outputs nor metadata, nor what a reader wrote as an answer. */
function fromChapter(text: string): string[] {
  const { cells } = JSON.parse(text) as {
    cells: { id: string; source: string | string[] }[];
  };
  return cells.map(({ id, source }) =>
    id.startsWith("exercise-")
      ? id
      : `${id}\n${Array.isArray(source) ? source.join("") : source}`
  );
}

for (const { name, learner } of readChapters()) {
  Deno.test(`notebooks/${name}.ipynb is built from chapters/${name}.ts`, () => {
    const notebook = Deno.readTextFileSync(
      new URL(`${name}.ipynb`, FOLDERS.notebooks),
    );
    assertEquals(
      fromChapter(notebook),
      fromChapter(learner),
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
