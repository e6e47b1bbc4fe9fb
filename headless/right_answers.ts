import { join } from "node:path";
import { missingAnswers, readAnswers, splitAnswers } from "./answer_parts.ts";

/** An unusual right answer, which an exercise's check must accept. */
export interface RightAnswer {
  /** Id of the exercise's cell. */
  exerciseId: string;
  /** A slug for the way it goes, unique in its exercise. */
  way: string;
  /** TypeScript that replaces the exercise cell; it declares its names in the same way. */
  source: string;
}

const LEAST = 4;
const KIND = "right answer";

/**
 * Names the file of a chapter's right answers.
 *
 * @param root Absolute path of the checkout.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @returns The path, whether or not the file exists.
 */
export function rightAnswersPath(root: string, chapter: string): string {
  return join(root, "tests", "notebooks", "right_answers", `${chapter}.ts`);
}

/**
 * Reads a chapter's right answers.
 *
 * @param path Path of the file of right answers.
 * @returns The right answers in order; `null` when the file does not exist.
 * @throws {CellFailure} If a part of the file has another form.
 */
export async function readRightAnswers(
  path: string,
): Promise<RightAnswer[] | null> {
  return await readAnswers(path, parseRightAnswers);
}

/**
 * Parses right answers in percent format: each opens with `// %% <exercise-cell-id> <way>`, then
 * comes the code. Text before the first one is ignored.
 *
 * @param text The content of the file.
 * @param file Name of the file, for messages.
 * @returns The right answers in order.
 * @throws {CellFailure} If a part of the text has another form.
 */
export function parseRightAnswers(text: string, file: string): RightAnswer[] {
  return splitAnswers(text, file, KIND, "way").map(
    ({ exerciseId, slug, lines, problem }) => {
      const source = lines.join("\n").trim();
      if (!source) throw problem("code below the heading but found none");
      return { exerciseId, way: slug, source };
    },
  );
}

/**
 * Lists what is missing among a chapter's right answers.
 *
 * @param answers The chapter's right answers.
 * @param cellIds Ids of the code cells in its notebook.
 * @param file Name of the file of right answers, for messages.
 * @returns One sentence for each problem; none when each exercise has at least four right answers,
 * and each of them its exercise.
 */
export function missingRightAnswers(
  answers: RightAnswer[],
  cellIds: string[],
  file: string,
): string[] {
  return missingAnswers(
    answers.map(({ exerciseId, way }) => ({ exerciseId, slug: way })),
    cellIds.filter((id) => id.startsWith("exercise-")),
    KIND,
    LEAST,
    file,
  );
}
