import { CellFailure } from "./cell_failure.ts";
import { shortPath } from "./notebook_file.ts";
import { prove } from "./proofs.ts";
import type { ChapterOptions, Steps } from "./options.ts";
import { NotebookSteps } from "./notebook_steps.ts";
import { CHECKOUT, solvedPath } from "./checkout.ts";
import {
  missingRightAnswers,
  readRightAnswers,
  rightAnswersPath,
} from "./right_answers.ts";
import { whyOutOfView } from "./picture_view.ts";
import { tryAnswers } from "./tried_answers.ts";
import { slugOf, whyNotPassed } from "./verdicts.ts";
import {
  readWrongAnswers,
  whatIsMissing,
  wrongAnswersPath,
} from "./wrong_answers.ts";

/**
 * Runs a chapter's solved notebook: every cell runs and keeps its picture in view, every check passes, refuses its exercise's
 * wrong answers and accepts the right ones, and every claim is proved.
 *
 * @param steps The test context that reports each cell, answer and proof.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @param options Assertions about the cells, proofs of the claims, and how to run them.
 * @throws {Error} If a file can't be read, or the kernel does not start.
 */
export async function runSolved(
  steps: Steps,
  chapter: string,
  options: ChapterOptions,
): Promise<void> {
  const { root = CHECKOUT } = options;
  const path = solvedPath(root, chapter);
  const wrongPath = wrongAnswersPath(root, chapter);
  const rightPath = rightAnswersPath(root, chapter);
  const wrong = await readWrongAnswers(wrongPath);
  const right = await readRightAnswers(rightPath);
  await using notebook = await NotebookSteps.start(
    steps,
    path,
    "solved",
    options,
  );
  const { cells } = notebook.run;
  const ids = cells.map(({ id }) => id);
  await notebook.step("every exercise has wrong answers", () => {
    report(whatIsMissing(wrong, ids, shortPath(wrongPath)));
  });
  if (right) {
    await notebook.step("every exercise has right answers", () => {
      report(missingRightAnswers(right, ids, shortPath(rightPath)));
    });
  }
  const teardown = cells.find(({ id }) => /^teardown(-|$)/.test(id));
  for (const cell of cells) {
    if (cell === teardown) await prove(notebook, options.proofs);
    await tryAnswers(notebook, cell, wrong, right ?? []);
    const isCheck = slugOf(cell.id, "check") !== null;
    await notebook.runCell(
      cell,
      (ran) => (isCheck ? whyNotPassed(ran) : null) ?? whyOutOfView(ran),
    );
  }
  if (!teardown) await prove(notebook, options.proofs);
  const passed = await notebook.finish();
  if (passed) await notebook.files.writePassed(notebook.run.notebook);
}

function report(missing: string[]): void {
  if (missing.length > 0) throw new CellFailure(missing.join("\n"));
}
