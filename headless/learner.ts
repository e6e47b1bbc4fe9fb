import { join } from "node:path";
import type { ChapterOptions } from "./chapter_options.ts";
import type { RanCell } from "./notebook_run.ts";
import { NotebookSteps } from "./notebook_steps.ts";
import type { Steps } from "./notebook_options.ts";
import { CHECKOUT } from "./scratch.ts";
import { slugOf, verdictOf, whyNotPassed } from "./verdicts.ts";

/**
 * Runs a chapter's notebook as the learner has it: every cell runs, and the checks of exercises
 * that the learner has solved pass. A check that finds nothing written is reported as ignored,
 * and its assertion with it.
 *
 * @param steps Where each cell is reported.
 * @param chapter Such as `01_logging`.
 * @param options What to assert and where to run.
 * @throws {Error} If the notebook can't be read, or the kernel does not start.
 */
export async function runLearner(
  steps: Steps,
  chapter: string,
  options: ChapterOptions,
): Promise<void> {
  const path = join(options.root ?? CHECKOUT, "notebooks", `${chapter}.ipynb`);
  await using notebook = await NotebookSteps.start(
    steps,
    path,
    "learner",
    options,
  );
  for (const cell of notebook.run.cells) {
    if (slugOf(cell.id, "check") === null) await notebook.runCell(cell);
    else await notebook.runOpenCell(cell, isUnsolved, whyNotPassed);
  }
  await notebook.finish();
}

function isUnsolved(ran: RanCell): boolean {
  const found = verdictOf(ran);
  return typeof found !== "string" && found.verdict === "unsolved";
}
