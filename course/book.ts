import type { Chapter } from "./notebooks/chapters.ts";
import { type ExerciseAnswer, readAnswers } from "./answers.ts";
import { type ChapterPage, chapterPages } from "./chapter_pages.ts";
import type { Edition, Solutions } from "./editions.ts";
import type { Stamp } from "./stamp.ts";

/** All that one rendering of the course is made of. */
export interface Book {
  edition: Edition;
  solutions: Solutions;
  stamp: Stamp;
  /** As the builder reads them. */
  chapters: Chapter[];
  /** As a reader sees them. */
  pages: ChapterPage[];
  /** By name of the chapter; empty when the solutions have no part of their own. */
  answers: Record<string, ExerciseAnswer[]>;
}

/** The title of the course, on its cover and in the browser's tab. */
export const TITLE = "Kafka Workbook";

/**
 * Gathers what one rendering of the course is made of.
 *
 * @param root Absolute path of the checkout, in which every chapter has been run.
 * @param chapters What to render.
 * @param kind For whom, and where the solutions stand.
 * @param stamp What it is made with.
 * @returns The course.
 */
export async function gatherBook(
  root: string,
  chapters: Chapter[],
  kind: { edition: Edition; solutions: Solutions },
  stamp: Stamp,
): Promise<Book> {
  const { solutions } = kind;
  const folded = solutions === "folded" ? "teacher" : "learner";
  const pages = await chapterPages(root, chapters, folded);
  const answers = solutions === "all"
    ? await Promise.all(
      pages.map(async ({ name }) => [name, await readAnswers(root, name)]),
    )
    : [];
  return {
    ...kind,
    stamp,
    chapters,
    pages,
    answers: Object.fromEntries(answers),
  };
}
