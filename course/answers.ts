import { readNotebook } from "headless/notebook_file.ts";
import { dataOf } from "headless/outputs.ts";
import { CHECKOUT, executedPath } from "headless/checkout.ts";
import { type Verdict, VERDICT_MIME } from "headless/verdicts.ts";
import {
  readWrongAnswers,
  type WrongAnswer,
  wrongAnswersPath,
} from "headless/wrong_answers.ts";

/** The solution of an exercise, and its typical wrong answers. */
export interface ExerciseAnswer {
  /** The part of the id that the exercise's cells share, such as `key-of`. */
  slug: string;
  /** Its heading, such as `1. Nobody's key`. */
  title: string;
  /** The solution, in TypeScript. */
  solution: string;
  /** The advice of the check to the solution. */
  praise: string;
  /** The typical wrong answers, each with what the check says. */
  wrong: WrongAnswer[];
}

/**
 * Reads the answers to a chapter's exercises from its last run.
 *
 * @param root Absolute path of the checkout.
 * @param name Name of the chapter, such as `02_keys`.
 * @returns The answers in the order of the exercises; none for a chapter without exercises.
 * @throws {Error} If the chapter has not been run.
 */
export async function readAnswers(
  root: string,
  name: string,
): Promise<ExerciseAnswer[]> {
  const { cells } = await readNotebook(
    executedPath(root, name),
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
    const [verdict] = dataOf(check?.outputs ?? [], VERDICT_MIME) as Verdict[];
    return {
      slug,
      title: sourceOf(`text-${slug}`).match(/^#+ (.+)$/m)?.[1] ?? slug,
      solution: sourceOf(id!),
      praise: verdict?.advice ?? "",
      wrong: wrong.filter(({ exerciseId }) => exerciseId === id),
    };
  });
}
