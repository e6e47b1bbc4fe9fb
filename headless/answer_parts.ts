import { CellFailure } from "./cell_failure.ts";
import { shortPath } from "./notebook_file.ts";

/** A part of a file of answers: code that takes the place of an exercise's cell. */
export interface AnswerPart {
  /** Id of the exercise's cell. */
  exerciseId: string;
  /** What the heading calls the answer, unique in its exercise. */
  slug: string;
  /** The lines below the heading. */
  lines: string[];
  /** Makes the error that names the file, the line of the heading and what was expected there. */
  problem(expected: string): CellFailure;
}

const HEADING = /^\/\/ %% (exercise-[a-z0-9-]+) ([a-z0-9-]+)$/;

/**
 * Reads a file of answers.
 *
 * @param path Absolute path of the file.
 * @param parse The function that makes answers of the file's text; its name is for messages.
 * @returns The answers in order; `null` when the file does not exist.
 * @throws {CellFailure} If a part of the file has another form.
 */
export async function readAnswers<Answer>(
  path: string,
  parse: (text: string, file: string) => Answer[],
): Promise<Answer[] | null> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  return parse(text, shortPath(path));
}

/**
 * Splits a file of answers in percent format: each opens with `// %% <exercise-cell-id> <slug>`.
 * Text before the first one is ignored.
 *
 * @param text The content of the file.
 * @param file Name of the file, for messages.
 * @param kind What its answers are, for messages, such as `wrong answer`.
 * @param slugName What the slug stands for, for messages, such as `mistake`.
 * @returns The answers in order; none when there is no heading.
 * @throws {CellFailure} If a heading has another form, or occurs twice.
 */
export function splitAnswers(
  text: string,
  file: string,
  kind: string,
  slugName: string,
): AnswerPart[] {
  const [head = "", ...parts] = `\n${text}`.split(/\n(?=\/\/ %%)/);
  let line = head.split("\n").length;
  const answers: AnswerPart[] = [];
  for (const part of parts) {
    const place = `${file}:${line}`;
    const problem = (expected: string): CellFailure =>
      new CellFailure(
        `Cannot read the ${kind} at ${place}: expected ${expected}`,
      );
    const [first = "", ...lines] = part.trimEnd().split("\n");
    const [, exerciseId, slug] = first.match(HEADING) ?? [];
    if (!exerciseId || !slug) {
      throw problem(
        `"// %% <exercise-cell-id> <${slugName}>" but found "${first}"`,
      );
    }
    const isTwice = answers.some((other) =>
      other.exerciseId === exerciseId && other.slug === slug
    );
    if (isTwice) throw problem("a new slug but found it above already");
    answers.push({ exerciseId, slug, lines, problem });
    line += part.split("\n").length;
  }
  return answers;
}

/**
 * Lists the exercises that have too few answers, and the answers that have no exercise.
 *
 * @param answers The answers, each with the id of its exercise and its slug.
 * @param exercises Ids of the exercises in the notebook.
 * @param kind What the answers are, such as `wrong answer`.
 * @param least How many answers each exercise needs.
 * @param file Name of the file of answers, for messages.
 * @returns One sentence for each problem; none when all is there.
 */
export function missingAnswers(
  answers: { exerciseId: string; slug: string }[],
  exercises: string[],
  kind: string,
  least: number,
  file: string,
): string[] {
  const unknown = answers.filter(({ exerciseId }) =>
    !exercises.includes(exerciseId)
  );
  const counts = exercises.map((id) => ({
    id,
    count: answers.filter(({ exerciseId }) => exerciseId === id).length,
  }));
  return [
    ...unknown.map(({ exerciseId, slug }) =>
      `${file} has the ${kind} "${slug}" for ${exerciseId}, which is no exercise of the notebook`
    ),
    ...counts.filter(({ count }) => count < least).map(({ id, count }) =>
      `${id} has ${count} ${kind}s: expected at least ${least}, in ${file}`
    ),
  ];
}
