import { CellFailure } from "./cell_failure.ts";
import type { Cell } from "./notebook_file.ts";
import type { NotebookSteps } from "./notebook_steps.ts";
import type { RightAnswer } from "./right_answers.ts";
import { verdictOf } from "./verdicts.ts";
import type { WrongAnswer } from "./wrong_answers.ts";

/** What an exercise's check made of an answer: its verdict, or why there is none. */
type Found = ReturnType<typeof verdictOf>;

/**
 * Tries answers in the place of their exercise, each as one step: its check refuses the wrong ones
 * with advice that fits, and accepts the right ones.
 *
 * @param notebook The run of the solved notebook, just before the exercise's cell.
 * @param exercise The exercise's cell.
 * @param wrong The chapter's wrong answers; those to other exercises are passed over.
 * @param right The chapter's right answers; those to other exercises are passed over.
 */
export async function tryAnswers(
  notebook: NotebookSteps,
  exercise: Cell,
  wrong: WrongAnswer[],
  right: RightAnswer[],
): Promise<void> {
  const isOwn = ({ exerciseId }: { exerciseId: string }): boolean =>
    exerciseId === exercise.id;
  for (const answer of wrong.filter(isOwn)) {
    const { mistake, source } = answer;
    await notebook.step(`${exercise.id} refuses ${mistake}`, () =>
      tryOne(
        notebook,
        exercise,
        `wrong answer ${mistake}`,
        source,
        (found) => whyNotRefused(found, answer),
      ));
  }
  for (const { way, source } of right.filter(isOwn)) {
    await notebook.step(`${exercise.id} accepts ${way}`, () =>
      tryOne(
        notebook,
        exercise,
        `right answer ${way}`,
        source,
        whyNotAccepted,
      ));
  }
}

async function tryOne(
  notebook: NotebookSteps,
  exercise: Cell,
  label: string,
  source: string,
  problemWith: (found: Found) => string | null,
): Promise<void> {
  const { run } = notebook;
  const checkId = exercise.id.replace(/^exercise/, "check");
  const check = run.cells.find(({ id }) => id === checkId);
  if (!check) throw new CellFailure(`${exercise.id} has no ${checkId}`);
  await run.try(exercise, `${exercise.id}, ${label}`, source);
  const ran = await run.try(check, `${checkId}, ${label}`, check.source);
  const problem = problemWith(verdictOf(ran));
  if (!problem) return;
  throw new CellFailure(
    `${notebook.titleOf(check)}\nthe ${label} ${problem}\n\n${source}`,
  );
}

function whyNotAccepted(found: Found): string | null {
  if (typeof found === "string") return `got no verdict: ${found}`;
  const { verdict, advice } = found;
  if (verdict === "passed") return null;
  return `was not accepted: the verdict is "${verdict}", and the advice:\n${advice}`;
}

function whyNotRefused(found: Found, { says }: WrongAnswer): string | null {
  if (typeof found === "string") return `got no verdict: ${found}`;
  const { verdict, advice } = found;
  if (verdict !== "refused") {
    return `was not refused: the verdict is "${verdict}", and the advice:\n${advice}`;
  }
  const missing = says.filter((text) => !inOneLine(advice).includes(text));
  if (missing.length === 0) return null;
  return `got advice that does not say "${missing.join('" or "')}":\n${advice}`;
}

/** Advice may break its lines anywhere. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
