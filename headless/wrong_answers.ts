import { join } from "node:path";
import {
  type AnswerPart,
  missingAnswers,
  readAnswers,
  splitAnswers,
} from "./answer_parts.ts";

/** A typical wrong answer, which an exercise's check must refuse with advice that fits. */
export interface WrongAnswer {
  /** Id of the exercise's cell. */
  exerciseId: string;
  /** A slug for the mistake, unique in its exercise. */
  mistake: string;
  /** Texts that the advice must contain, all of them. */
  says: string[];
  /** TypeScript that replaces the exercise cell; it declares its names in the same way. */
  source: string;
}

const LEAST = 3;
const KIND = "wrong answer";
const SAYS = /^\/\/ says: +(\S.*)$/;

/**
 * Names the file of a chapter's wrong answers.
 *
 * @param root Absolute path of the checkout.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @returns The path, whether or not the file exists.
 */
export function wrongAnswersPath(root: string, chapter: string): string {
  return join(root, "tests", "notebooks", "wrong_answers", `${chapter}.ts`);
}

/**
 * Reads a chapter's wrong answers.
 *
 * @param path Path of the file of wrong answers.
 * @returns The wrong answers in order; none when the file does not exist.
 * @throws {CellFailure} If a part of the file has another form.
 */
export async function readWrongAnswers(path: string): Promise<WrongAnswer[]> {
  return await readAnswers(path, parseWrongAnswers) ?? [];
}

/**
 * Parses wrong answers in percent format: each opens with `// %% <exercise-cell-id> <mistake>`,
 * then come lines of `// says: <text that the advice must contain>`, then the code. Text before the
 * first one is ignored.
 *
 * @param text The content of the file.
 * @param file Name of the file, for messages.
 * @returns The wrong answers in order.
 * @throws {CellFailure} If a part of the text has another form.
 */
export function parseWrongAnswers(text: string, file: string): WrongAnswer[] {
  return splitAnswers(text, file, KIND, "mistake").map(parseOne);
}

function parseOne(
  { exerciseId, slug, lines, problem }: AnswerPart,
): WrongAnswer {
  const codeStart = lines.findIndex((line) => !SAYS.test(line));
  const says = lines.slice(0, codeStart < 0 ? lines.length : codeStart)
    .map((line) => line.match(SAYS)![1]!.trim());
  const source = codeStart < 0 ? "" : lines.slice(codeStart).join("\n").trim();
  if (says.length === 0) {
    throw problem(
      '"// says: <text that the advice must contain>" below the heading',
    );
  }
  if (!source) throw problem("code below the heading but found none");
  return { exerciseId, mistake: slug, says, source };
}

/**
 * Lists what is missing among a chapter's exercises, checks and wrong answers.
 *
 * @param answers The chapter's wrong answers.
 * @param cellIds Ids of the code cells in its notebook.
 * @param file Name of the file of wrong answers, for messages.
 * @returns One sentence for each problem; none when each exercise has its check and at least three
 * wrong answers, and each wrong answer its exercise.
 */
export function whatIsMissing(
  answers: WrongAnswer[],
  cellIds: string[],
  file: string,
): string[] {
  const exercises = cellIds.filter((id) => id.startsWith("exercise-"));
  const checks = exercises.map((id) => id.replace(/^exercise/, "check"));
  const named = answers.map(({ exerciseId, mistake }) => ({
    exerciseId,
    slug: mistake,
  }));
  return [
    ...checks.filter((check) => !cellIds.includes(check)).map((check) =>
      `${check.replace(/^check/, "exercise")} has no check: expected ${check}`
    ),
    ...missingAnswers(named, exercises, KIND, LEAST, file),
  ];
}
