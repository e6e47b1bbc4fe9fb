import { assert, assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { troublePage, TROUBLES } from "course/notebooks/trouble_page.ts";
import { readSources } from "../../support/sources.ts";

const ENTRIES = TROUBLES.flatMap(({ troubles }) => troubles);

Deno.test("each entry of the page is made to happen by a test, and no test is of another", () => {
  const tested = readSources("tests/course/troubles").flatMap(({ text }) =>
    [...text.matchAll(/^testTroubles\(\[([^\]]+)\]/gm)].flatMap(([, ids]) =>
      JSON.parse(`[${ids}]`) as string[]
    )
  );
  assertEquals(tested.toSorted(), ENTRIES.map(({ id }) => id).toSorted());
});

Deno.test("each entry leads to a heading that its chapter has", () => {
  const chapters = readChapters();
  const astray = ENTRIES.filter(({ chapter, cell }) => {
    const cells = chapters.find(({ name }) => name === chapter)?.cells;
    const place = cells?.find(({ id }) => id === cell);
    return !place || !/^##+ .+$/m.test(place.source);
  }).map(({ id, chapter, cell }) => `${id}: ${chapter}, ${cell}`);
  assertEquals(astray, []);
  assertEquals(
    troublePage(chapters).match(/^\*\*Shown in\*\* \[chapter \d+, \*.+\*\]/gm)
      ?.length,
    ENTRIES.length,
  );
});

Deno.test("each entry says why and what to do in whole sentences, and has words to be found by", () => {
  for (const { id, why, cure, search } of ENTRIES) {
    for (const text of [why, cure]) {
      assert(/^[A-Z`][^]{20,}[.)]$/.test(text), id);
    }
    assert(search.length > 0, id);
    assert(search.every((words) => !/[,;!`]/.test(words)), id);
  }
  const words = ENTRIES.flatMap(({ search }) => search);
  assertEquals(words.filter((word, i) => words.indexOf(word) !== i), []);
});

Deno.test("troublePage() has the same parts in each entry, and a note where one is asked for", () => {
  const page = troublePage([], ({ id }) => `(${id})`);
  for (const { id, see } of ENTRIES) {
    const [entry] = page.slice(page.indexOf(`### ${see}\n`)).split(/\n(?=##)/);
    assertEquals(
      entry!.match(/^\(.+\)$|^\*\*.+?\*\*/gm),
      [`(${id})`, "**Why:**", "**What to do:**", "**Shown in**"],
      id,
    );
  }
});
