/** Says which chapters have right answers, the unusual ones, that their checks are held to. */
import { assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { CHECKOUT } from "headless/checkout.ts";
import { readRightAnswers, rightAnswersPath } from "headless/right_answers.ts";

/** Chapters whose right answers are still to be written; a chapter with a file leaves the list. */
const WITHOUT = [];

Deno.test("every chapter has right answers, but those that are still to be written", async () => {
  const without: string[] = [];
  for (const { name } of readChapters()) {
    const answers = await readRightAnswers(rightAnswersPath(CHECKOUT, name));
    if (answers === null) without.push(name);
  }
  assertEquals(
    without,
    WITHOUT,
    "write the right answers of a new chapter in tests/notebooks/right_answers/; a chapter that has its file leaves WITHOUT",
  );
});
