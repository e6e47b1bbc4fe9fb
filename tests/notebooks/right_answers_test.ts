/** Holds every chapter to having right answers, the unusual ones, which its checks must accept. */
import { assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { CHECKOUT } from "headless/checkout.ts";
import { readRightAnswers, rightAnswersPath } from "headless/right_answers.ts";

Deno.test("every chapter has right answers", async () => {
  const without: string[] = [];
  for (const { name } of readChapters()) {
    const answers = await readRightAnswers(rightAnswersPath(CHECKOUT, name));
    if (answers === null) without.push(name);
  }
  assertEquals(
    without,
    [],
    "write the right answers of a new chapter in tests/notebooks/right_answers/",
  );
});
