import { join } from "node:path";
import type { Notebook, NotebookCell } from "headless/notebook_file.ts";
import type { NotebookOptions, Steps } from "headless/options.ts";
import { NotebookSteps } from "headless/notebook_steps.ts";
import {
  type FixtureCell,
  folderWith,
  notebookOf,
  RecordedSteps,
} from "./fixtures.ts";

/** What came of a notebook's test. */
export interface NotebookOutcome {
  steps: RecordedSteps;
  /** The notebook as it ran, when a step failed. */
  executed: Notebook | null;
  folder: string;
}

/** Runs every cell of a notebook as a step. */
export async function runNotebook(
  steps: Steps,
  path: string,
  options: NotebookOptions,
): Promise<void> {
  await using notebook = await NotebookSteps.start(steps, path, "", options);
  for (const cell of notebook.run.cells) await notebook.runCell(cell);
  await notebook.finish();
}

/** Tests a notebook of these cells; `files` stand beside it. */
export async function runCells(
  cells: FixtureCell[],
  options: NotebookOptions = {},
  files: Record<string, string> = {},
): Promise<NotebookOutcome> {
  await using folder = await folderWith({
    "orders.ipynb": notebookOf(cells),
    ...files,
  });
  const steps = new RecordedSteps();
  await runNotebook(steps, join(folder.path, "orders.ipynb"), {
    root: folder.path,
    ...options,
  });
  const kept = join(folder.path, ".workbook/executed/orders.failed.ipynb");
  const text = await Deno.readTextFile(kept).catch(() => "null");
  return { steps, executed: JSON.parse(text), folder: folder.path };
}

type Metadata = NotebookCell["metadata"];

/** Metadata of a cell that may take so long. */
export const timeout = (seconds: number): Metadata => ({ timeout: seconds });

/** Metadata of a cell with these tags. */
export const tags = (...names: string[]): Metadata => ({ tags: names });
