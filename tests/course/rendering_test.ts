import { assert, assertEquals } from "@std/assert";
import { findChromium } from "course/chromium.ts";
import { smallCourse } from "../support/exported_course.ts";

/** Stands in the solution of an exercise, and nowhere else. */
const SOLUTION = "so the sign bit goes first";

/** A failed `assertStringIncludes` would print the whole page. */
const has = (page: string, text: string): void =>
  assert(page.includes(text), `there is no: ${text}`);

Deno.test("render() makes the editions of a course", async (t) => {
  await using course = await smallCourse("02_keys");
  const learner = await course.book({ edition: "learner", solutions: "none" });
  const chromium = await findChromium();
  const { folder, isNew } = await course.render(learner, { chromium });
  const page = await Deno.readTextFile(`${folder}/site/02_keys.html`);

  await t.step("a chapter's page shows what its cells have shown", () => {
    assertEquals(isNew, true);
    has(page, 'alt="Monday&#39;s orders, without a key.');
    has(page, "claim: same-key-same-partition");
  });
  await t.step("a learner's page has no solution, and no output of one", () => {
    has(page, "TODO: your code here");
    assert(!page.includes(SOLUTION), "the solution is there");
    assert(!page.includes("✓ Solved"), "the verdict on a solution is there");
  });
  await t.step("a term leads to the glossary, and says what it means", () => {
    assert(
      /<a class="[^"]*term[^"]*" href="glossary\.html#partitioner" title="[^"]+"/
        .test(page),
    );
  });
  await t.step("the notebook can be downloaded as it is", async () => {
    const [, path] = page.match(/href="(_downloads\/[^"]+\/02_keys\.ipynb)"/)!;
    assertEquals(
      await Deno.readTextFile(`${folder}/site/${path}`),
      course.chapters[0]!.learner,
    );
  });
  await t.step({
    name: "the PDF has an outline (only where a Chromium prints it)",
    ignore: chromium === null,
    fn: async () => {
      const pdf = await Deno.readTextFile(`${folder}/kafka-workbook.pdf`);
      has(pdf, "/Outlines");
    },
  });
  await t.step("the same course is not rendered again", async () => {
    const again = await course.render(learner, { chromium });
    assertEquals(again, { folder, isNew: false });
  });
  await t.step("folded solutions stand under their checks", async () => {
    const book = await course.book({ edition: "learner", solutions: "folded" });
    await course.render(book);
    const folded = await Deno.readTextFile(`${folder}/site/02_keys.html`);
    has(folded, "<summary>Solution</summary>");
    has(folded, SOLUTION);
  });
  const taught = await course.book({ edition: "teacher", solutions: "all" });
  await t.step("a failure at the end is passed on", async () => {
    const refuse = (): Promise<void> =>
      Promise.reject(new Error("a dead link"));
    const said = await course.render(taught, { finish: refuse })
      .catch(({ message }) => message);
    assertEquals(said, "a dead link");
  });
  await t.step(
    "a teacher gets solutions, wrong answers and a plan",
    async () => {
      const { folder, isNew } = await course.render(taught);
      assertEquals(isNew, true, "what has failed is rendered again");
      const read = (path: string): Promise<string> =>
        Deno.readTextFile(`${folder}/site/${path}`);
      const solutions = await read("solutions/02_keys.html");
      has(solutions, SOLUTION);
      has(solutions, "<summary>The minus taken off</summary>");
      has(await read("teaching.html"), "2. Keys and partitions");
      assert(!(await read("02_keys.html")).includes(SOLUTION));
    },
  );
});
