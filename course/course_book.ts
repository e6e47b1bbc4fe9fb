import type { Chapter } from "./chapters.ts";
import { type ExerciseAnswer, readAnswers } from "./answers.ts";
import { type ChapterPage, chapterPages } from "./chapter_pages.ts";
import type { Edition, Solutions } from "./editions.ts";
import type { Stamp } from "./stamp.ts";

/** The content of one rendering of the course. */
export interface Book {
  /** Its readers. */
  edition: Edition;
  /** The place of its solutions. */
  solutions: Solutions;
  /** The versions and the date of the export. */
  stamp: Stamp;
  /** The chapters as the builder reads them. */
  chapters: Chapter[];
  /** The chapters as a reader sees them. */
  pages: ChapterPage[];
  /** Answers to the exercises by name of the chapter; empty when the solutions have no part of their own. */
  answers: Record<string, ExerciseAnswer[]>;
}

/** The title of the course, on its cover and in the browser's tab. */
export const TITLE = "Kafka Workbook";

/**
 * Gathers the content of one rendering of the course.
 *
 * @param root Absolute path of the checkout, in which every chapter has been run.
 * @param chapters The chapters to render.
 * @param kind The edition, and the place of its solutions.
 * @param stamp The versions and the date of the export.
 * @returns The course.
 * @throws {Error} If a chapter has not been run.
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
