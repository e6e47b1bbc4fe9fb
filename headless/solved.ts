import { join } from "node:path";
import { CellFailure } from "./cell_failure.ts";
import type { ChapterOptions } from "./chapter_options.ts";
import type { Cell } from "./notebook_file.ts";
import { shortPath } from "./notebook_file.ts";
import { prove } from "./proofs.ts";
import type { Steps } from "./notebook_options.ts";
import { NotebookSteps } from "./notebook_steps.ts";
import { CHECKOUT } from "./scratch.ts";
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
 * @param steps Where each cell and each wrong answer is reported.
 * @param chapter Such as `01_logging`.
 * @param options What to assert and where to run.
 * @throws {Error} If a file can't be read, or the kernel does not start.
 */
export async function runSolved(
  steps: Steps,
  chapter: string,
  options: ChapterOptions,
): Promise<void> {
  const start = performance.now();
  const { root = CHECKOUT, budgetMs = BUDGET_MS } = options;
  const path = join(root, ".workbook", "solved", `${chapter}.ipynb`);
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
  const beside = async (work: () => Promise<void>): Promise<void> => {
    const before = performance.now();
    await work();
    extraMs += performance.now() - before;
  };
  const teardown = cells.find(({ id }) => /^teardown(-|$)/.test(id));
  for (const cell of cells) {
    if (cell === teardown) await beside(() => prove(notebook, options.proofs));
    const own = answers.filter(({ exerciseId }) => exerciseId === cell.id);
    await beside(async () => {
      for (const answer of own) await refuse(notebook, cell, answer);
    });
    const isCheck = slugOf(cell.id, "check") !== null;
    await notebook.runCell(cell, isCheck ? whyNotPassed : undefined);
  }
  if (!teardown) await beside(() => prove(notebook, options.proofs));
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

/** A line break in the advice is no difference. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
