import type { RanCell } from "./notebook_run.ts";
import { NotebookSteps } from "./notebook_steps.ts";
import type { ChapterOptions, Steps } from "./options.ts";
import { CHECKOUT, learnerPath } from "./checkout.ts";
import { slugOf, verdictOf, whyNotPassed } from "./verdicts.ts";

/**
 * Runs a chapter's notebook as the learner has it: every cell runs, and the checks of exercises
 * that the learner has solved pass. The check of an exercise that is still open is reported as
 * ignored, and its assertion with it.
 *
 * @param steps The test context that reports each cell.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @param options Assertions about the cells, and how to run them.
 * @throws {Error} If the notebook can't be read, or the kernel does not start.
 */
export async function runLearner(
  steps: Steps,
  chapter: string,
  options: ChapterOptions,
): Promise<void> {
  const path = learnerPath(options.root ?? CHECKOUT, chapter);
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
