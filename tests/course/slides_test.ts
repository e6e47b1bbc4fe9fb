import { assert, assertEquals, assertMatch } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import type { ChapterPage, PageCell } from "course/chapter_pages.ts";
import { checkSlides, mistakesText } from "course/checks.ts";
import { overflowMistakes } from "course/checks/overflow.ts";
import { writeSlides } from "course/slides.ts";
import { outlineOf } from "course/slides/outline.ts";
import type { Stamp } from "course/stamp.ts";
import { readChapters } from "course/chapters.ts";
import { smallSite } from "../support/small_site.ts";
import { chromium, ignore, where } from "./browser_fixture.ts";

const STAMP: Stamp = {
  kafka: "4.3.1",
  course: "1.0.0",
  kafkajs: "2.2.4",
  deno: "2.9.6",
  date: "2026-11-21",
  commit: "1a2b3c4",
};
const SOLUTION = "return String(event.order);";

/** A chapter of one of everything. */
function chapter(edition: "learner" | "teacher"): ChapterPage {
  const cell = (id: string, source: string, value?: string): PageCell => ({
    id,
    role: id.split("-")[0]!,
    kind: /^(setup|demo|exercise|check)/.test(id) ? "code" : "markdown",
    source,
    outputs: value === undefined ? [] : [{
      output_type: "display_data",
      data: { "text/plain": value },
      metadata: {},
    }],
  });
  const cells = [
    cell(
      "title",
      "# 2. Keys\n\n*Three lamps*\n\nOnce upon a time.\n\nAfter this chapter you can\n- choose a key.",
    ),
    cell("setup", "connect();"),
    cell(
      "text-keyed",
      "## A key\n\nA **key** decides. See the [glossary](glossary.md#key).",
    ),
    cell("predict-keyed", "**Before you run it:** which desk?"),
    cell("demo-keyed", "partitionForKey(key, 3);", "2"),
    cell(
      "text-keyed-notice",
      "The second.\n\n> **Same key, same partition.**\n> <small>claim: same-key · [Kafka](https://kafka.apache.org)</small>",
    ),
    cell("text-key-of", "### 1. What belongs together?\n\nFind a key."),
    cell("exercise-key-of", "throw new NotSolvedYet();"),
    cell(
      "hint-key-of",
      "<details><summary>A nudge</summary>\n\nLook again.\n\n</details>",
    ),
    cell("check-key-of", "checkKeyOf(keyOf);"),
    ...(edition === "learner" ? [] : [
      cell(
        "answer-key-of-solution",
        `<details><summary>Solution</summary>\n\n\`\`\`ts\n${SOLUTION}\n\`\`\`\n\n</details>`,
      ),
    ]),
    cell(
      "answer-questions",
      "<details><summary>Why?</summary>\n\nBecause.\n\n</details>",
    ),
    cell("summary", "## What to take away\n\n- Keys."),
    cell("teardown", "cluster.close();"),
  ];
  return { name: "02_keys", number: "02", title: "2. Keys", cells };
}

Deno.test("outlineOf() follows the beat of the chapter: say, predict, do, notice", () => {
  const kinds = outlineOf(chapter("learner")).map(({ title, slides }) =>
    `${title}: ${slides.map(({ kind }) => kind).join(" ")}`
  );
  assertEquals(kinds, [
    ": title brief prose",
    "A key: section question code brief takeaway task code answer",
    "What to take away: prose",
  ]);
});

Deno.test("outlineOf() names the concept in the title, and the story below it", () => {
  const [{ slides: [title] } = { slides: [] }] = outlineOf(chapter("learner"));
  assertMatch(
    title!.body,
    /<h1>Keys<\/h1>\n<p class="subtitle">Three lamps<\/p>/,
  );
});

Deno.test("outlineOf() shows solutions to teachers only", () => {
  const shown = (edition: "learner" | "teacher"): string =>
    JSON.stringify(outlineOf(chapter(edition)));
  assert(!shown("learner").includes(SOLUTION));
  assert(shown("teacher").includes(SOLUTION));
  assert(shown("teacher").includes("Solution: 1. What belongs together?"));
});

Deno.test("outlineOf() keeps the full text and the hints in the notes", () => {
  const [, section] = outlineOf(chapter("learner"));
  const notes = section!.slides.map(({ notes }) => notes).join();
  const question = section!.slides.find(({ kind }) => kind === "question");
  assertMatch(question!.notes, /The second/);
  assertMatch(notes, /A <strong>key<\/strong> decides/);
  assertMatch(notes, /A nudge.*Look again/);
  assert(!notes.includes("ipynb"), "a slide links to a notebook");
});

Deno.test("writeSlides() writes a page for each chapter and one that lists them, with all they need beside", async () => {
  await using site = await smallSite({});
  await writeSlides([chapter("learner")], site.folder, STAMP);
  assertEquals(
    await checkSlides(site.folder, { chromium: null, say(): void {} }),
    [],
  );
  const index = await Deno.readTextFile(`${site.folder}/index.html`);
  assertMatch(index, /<a href="02_keys.html">2. Keys<\/a>/);
  assertMatch(index, /Version 1.0.0 · Kafka 4.3.1 · KafkaJS 2.2.4 .* 1a2b3c4/);
});

Deno.test({
  name: `slides of every chapter fit on the screen${where}`,
  ignore,
  fn: async () => {
    await using site = await smallSite({});
    const pages = readChapters().map(({ name, learner }): ChapterPage => {
      // deno-lint-ignore no-explicit-any -- a notebook is JSON
      const cells = JSON.parse(learner).cells.map((cell: any): PageCell => ({
        id: cell.id,
        role: cell.id.split("-")[0],
        kind: cell.cell_type,
        source: cell.source.join(""),
        outputs: [],
      }));
      return { name, number: name.slice(0, 2), title: name, cells };
    });
    await writeSlides(pages, site.folder, STAMP);
    await using browser = await Browser.launch(chromium!);
    const decks = pages.map(({ name }) => `${name}.html`);
    const found = await overflowMistakes(browser, site.folder, decks);
    assert(found.length === 0, found[0] && mistakesText(found, site.folder));
  },
});

Deno.test({
  name: `slides of each kind can be read${where}`,
  ignore,
  fn: async () => {
    await using site = await smallSite({});
    await writeSlides([chapter("teacher")], site.folder, STAMP);
    assertEquals(await checkSlides(site.folder, { chromium }), []);
  },
});

Deno.test({
  name:
    `slides turn by the keyboard, opened from the disk, and ask for nothing else${where}`,
  ignore,
  fn: async () => {
    await using site = await smallSite({});
    await writeSlides([chapter("learner")], site.folder, STAMP);
    await using browser = await Browser.launch(chromium!);
    const page = await browser.openPage(1280, 720);
    await page.goTo(`file://${site.folder}/02_keys.html`);
    await page.until("Reveal.isReady()", "the first slide");
    await page.press(" ");
    await page.until("location.hash === '#/0/1'", "the second slide");
    assertEquals(page.errors, []);
    assertEquals(
      page.requests.filter(({ url, failed }) =>
        failed || !url.startsWith(`file://${site.folder}/`)
      ),
      [],
    );
  },
});

Deno.test({
  name: `slides print one a page${where}`,
  ignore,
  fn: async () => {
    await using site = await smallSite({});
    await writeSlides([chapter("learner")], site.folder, STAMP);
    await using browser = await Browser.launch(chromium!);
    const page = await browser.openPage(1280, 720);
    await page.goTo(`file://${site.folder}/02_keys.html?print-pdf`);
    await page.until("document.querySelector('.pdf-page')", "the pages");
    const [printed, slides, laidOut] = await page.evaluate<number[]>(`[
      document.querySelectorAll(".pdf-page").length,
      Reveal.getTotalSlides(),
      [...document.querySelectorAll(".pdf-page .screen")].filter((screen) =>
        screen.offsetWidth === 1280 && screen.offsetHeight === 720
      ).length,
    ]`);
    assertEquals(laidOut, slides);
    assertEquals(printed, slides);
  },
});
