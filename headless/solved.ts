import { CellFailure } from "./cell_failure.ts";
import { type Cell, shortPath } from "./notebook_file.ts";
import { prove } from "./proofs.ts";
import type { ChapterOptions, Steps } from "./options.ts";
import { NotebookSteps } from "./notebook_steps.ts";
import { CHECKOUT, solvedPath } from "./checkout.ts";
import { slugOf, verdictOf, whyNotPassed } from "./verdicts.ts";
import {
  readWrongAnswers,
  whatIsMissing,
  type WrongAnswer,
  wrongAnswersPath,
} from "./wrong_answers.ts";

const BUDGET_MS = 30_000;

/**
 * Runs a chapter's solved notebook: every cell runs, every check passes and refuses its exercise's
 * wrong answers, every claim is proved, and the cells keep to the chapter's budget.
 *
 * @param steps The test context that reports each cell, wrong answer and proof.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @param options Assertions about the cells, proofs of the claims, and how to run them.
 * @throws {Error} If a file can't be read, or the kernel does not start.
 */
export async function runSolved(
  steps: Steps,
  chapter: string,
  options: ChapterOptions,
): Promise<void> {
  const start = performance.now();
  const { root = CHECKOUT, budgetMs = BUDGET_MS } = options;
  const path = solvedPath(root, chapter);
  const answersPath = wrongAnswersPath(root, chapter);
  const answers = await readWrongAnswers(answersPath);
  await using notebook = await NotebookSteps.start(
    steps,
    path,
    "solved",
    options,
  );
  const { cells } = notebook.run;
  await notebook.step("every exercise has wrong answers", () => {
    const ids = cells.map(({ id }) => id);
    const missing = whatIsMissing(answers, ids, shortPath(answersPath));
    if (missing.length > 0) throw new CellFailure(missing.join("\n"));
  });
  let extraMs = 0;
  const untimed = async (work: () => Promise<void>): Promise<void> => {
    const before = performance.now();
    await work();
    extraMs += performance.now() - before;
  };
  const teardown = cells.find(({ id }) => /^teardown(-|$)/.test(id));
  for (const cell of cells) {
    if (cell === teardown) await untimed(() => prove(notebook, options.proofs));
    const own = answers.filter(({ exerciseId }) => exerciseId === cell.id);
    await untimed(async () => {
      for (const answer of own) await refuse(notebook, cell, answer);
    });
    const isCheck = slugOf(cell.id, "check") !== null;
    await notebook.runCell(cell, isCheck ? whyNotPassed : undefined);
  }
  if (!teardown) await untimed(() => prove(notebook, options.proofs));
  const tookMs = Math.round(performance.now() - start - extraMs);
  await notebook.step(`takes at most ${budgetMs / 1000} s`, () => {
    if (tookMs <= budgetMs) return;
    throw new CellFailure(
      `${notebook.run.name} took ${tookMs} ms without wrong answers and proofs: expected at most ${budgetMs} ms`,
    );
  });
  const passed = await notebook.finish();
  if (passed) await notebook.files.writePassed(notebook.run.notebook);
}

async function refuse(
  notebook: NotebookSteps,
  exercise: Cell,
  answer: WrongAnswer,
): Promise<void> {
  const name = `${exercise.id} refuses ${answer.mistake}`;
  await notebook.step(name, async () => {
    const checkId = exercise.id.replace(/^exercise/, "check");
    const check = notebook.run.cells.find(({ id }) => id === checkId);
    if (!check) throw new CellFailure(`${exercise.id} has no ${checkId}`);
    const label = `wrong answer ${answer.mistake}`;
    await notebook.run.try(exercise, `${exercise.id}, ${label}`, answer.source);
    const ran = await notebook.run.try(
      check,
      `${checkId}, ${label}`,
      check.source,
    );
    const problem = problemWith(verdictOf(ran), answer);
    if (!problem) return;
    throw new CellFailure(
      `${notebook.titleOf(check)}\nthe ${label} ${problem}\n\n${answer.source}`,
    );
  });
}

function problemWith(
  found: ReturnType<typeof verdictOf>,
  { says }: WrongAnswer,
): string | null {
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
