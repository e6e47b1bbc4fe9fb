import { join } from "node:path";
import { CellFailure } from "./cell_failure.ts";
import { shortPath } from "./notebook_file.ts";

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
const HEADING = /^\/\/ %% (exercise-[a-z0-9-]+) ([a-z0-9-]+)$/;
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
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return parseWrongAnswers(text, shortPath(path));
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
  const [head = "", ...parts] = `\n${text}`.split(/\n(?=\/\/ %%)/);
  let line = head.split("\n").length;
  const answers: WrongAnswer[] = [];
  for (const part of parts) {
    const answer = parseOne(part, `${file}:${line}`);
    if (answers.some((other) => isSame(other, answer))) {
      throw problem(`${file}:${line}`, "a new slug but found it above already");
    }
    answers.push(answer);
    line += part.split("\n").length;
  }
  return answers;
}

function parseOne(part: string, place: string): WrongAnswer {
  const [first = "", ...rest] = part.trimEnd().split("\n");
  const heading = first.match(HEADING);
  if (!heading) {
    throw problem(
      place,
      `"// %% <exercise-cell-id> <mistake>" but found "${first}"`,
    );
  }
  const codeStart = rest.findIndex((line) => !SAYS.test(line));
  const says = rest.slice(0, codeStart < 0 ? rest.length : codeStart)
    .map((line) => line.match(SAYS)![1]!.trim());
  const source = codeStart < 0 ? "" : rest.slice(codeStart).join("\n").trim();
  if (says.length === 0) {
    throw problem(
      place,
      '"// says: <text that the advice must contain>" below the heading',
    );
  }
  if (!source) throw problem(place, "code below the heading but found none");
  return { exerciseId: heading[1]!, mistake: heading[2]!, says, source };
}

function isSame(one: WrongAnswer, other: WrongAnswer): boolean {
  return one.exerciseId === other.exerciseId && one.mistake === other.mistake;
}

function problem(place: string, expected: string): CellFailure {
  return new CellFailure(
    `Cannot read the wrong answer at ${place}: expected ${expected}`,
  );
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
  const unknown = answers.filter(({ exerciseId }) =>
    !exercises.includes(exerciseId)
  );
  return [
    ...unknown.map(({ exerciseId, mistake }) =>
      `${file} has the wrong answer "${mistake}" for ${exerciseId}, which is no exercise of the notebook`
    ),
    ...exercises.flatMap((id) => {
      const check = id.replace(/^exercise/, "check");
      const count = answers.filter(({ exerciseId }) =>
        exerciseId === id
      ).length;
      return [
        cellIds.includes(check) ? "" : `${id} has no check: expected ${check}`,
        count >= LEAST
          ? ""
          : `${id} has ${count} wrong answers: expected at least ${LEAST}, in ${file}`,
      ].filter(Boolean);
    }),
  ];
}
