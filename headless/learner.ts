import { CellFailure } from "./cell_failure.ts";
import type { RanCell } from "./notebook_run.ts";
import { NotebookSteps } from "./notebook_steps.ts";
import type { ChapterOptions, Steps } from "./options.ts";
import { CHECKOUT, learnerPath } from "./checkout.ts";
import { slugOf, verdictOf, whyNotPassed } from "./verdicts.ts";

/**
 * Runs a chapter's notebook as the learner has it: every cell runs, and the checks of exercises
 * that the learner has solved pass. The check of an exercise that is still open is reported as
 * ignored, and its assertion with it. An exercise without its check fails.
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
  for (const slug of slugsWithoutCheck(notebook.run.cells)) {
    await notebook.step(`check-${slug}`, () => {
      throw new CellFailure(
        `${notebook.run.name}\nthe check of "exercise-${slug}" is missing: expected a cell "check-${slug}". "deno task reset ${
          chapter.slice(0, 2)
        }" gives the chapter back as it was, your answers kept beside it`,
      );
    }, false);
  }
  await notebook.finish();
}

/** The exercises whose check somebody has deleted. */
function slugsWithoutCheck(cells: readonly { id: string }[]): string[] {
  const ids = cells.map(({ id }) => id);
  return ids.map((id) => slugOf(id, "exercise"))
    .filter((slug) =>
      slug !== null && !ids.includes(`check-${slug}`)
    ) as string[];
}

function isUnsolved(ran: RanCell): boolean {
  const found = verdictOf(ran);
  return typeof found !== "string" && found.verdict === "unsolved";
}
