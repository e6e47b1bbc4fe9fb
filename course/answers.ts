import { readNotebook } from "headless/notebook_file.ts";
import { dataOf } from "headless/outputs.ts";
import { CHECKOUT } from "headless/checkout.ts";
import {
  readWrongAnswers,
  type WrongAnswer,
  wrongAnswersPath,
} from "headless/wrong_answers.ts";
import type { Verdict } from "lab/exercises.ts";

/** The verdict among a check's outputs; what the solution printed stands beside it. */
const VERDICT = "application/vnd.workbook.check+json";

/** How an exercise is solved, and how readers tend to miss it. */
export interface ExerciseAnswer {
  /** Shared by the exercise's cells, such as `key-of`. */
  slug: string;
  /** Heading of the exercise, such as `1. Nobody's key`. */
  title: string;
  /** TypeScript. */
  solution: string;
  /** What the check said to it, without what it printed. */
  praise: string;
  /** Typical mistakes, each with what the check says. */
  wrong: WrongAnswer[];
}

/**
 * Reads the answers to a chapter's exercises from its last run.
 *
 * @param root Absolute path of the checkout.
 * @param name Of the chapter, such as `02_keys`.
 * @returns In the order of the exercises; none for a chapter without any.
 * @throws {Error} If the chapter has not been run.
 */
export async function readAnswers(
  root: string,
  name: string,
): Promise<ExerciseAnswer[]> {
  const { cells } = await readNotebook(
    `${root}/.workbook/executed/${name}.ipynb`,
  );
  const wrong = await readWrongAnswers(wrongAnswersPath(CHECKOUT, name));
  const sourceOf = (id: string): string =>
    [cells.find((cell) => cell.id === id)?.source ?? ""].flat().join("");
  const exercises = cells.filter(({ id, cell_type }) =>
    cell_type === "code" && id?.startsWith("exercise-")
  );
  return exercises.map(({ id }) => {
    const slug = id!.slice("exercise-".length);
    const check = cells.find((cell) => cell.id === `check-${slug}`);
    const [verdict] = dataOf(check?.outputs ?? [], VERDICT) as Verdict[];
    return {
      slug,
      title: sourceOf(`text-${slug}`).match(/^#+ (.+)$/m)?.[1] ?? slug,
      solution: sourceOf(id!),
      praise: verdict?.advice ?? "",
      wrong: wrong.filter(({ exerciseId }) => exerciseId === id),
    };
  });
}
