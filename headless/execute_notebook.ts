import { type Notebook } from "./notebook_file.ts";
import { NotebookRun, type RunOptions } from "./notebook_run.ts";

/**
 * Runs a notebook on a kernel of its own, outside a test.
 *
 * @param path Absolute path of the notebook; the file stays as it is.
 * @param options Where to run.
 * @returns The notebook with its outputs.
 * @throws {CellFailure} If a cell does not end as its tags say.
 * @throws {Error} If the notebook can't be read, or the kernel does not start.
 *
 * @example For a page
 * ```ts ignore
 * const notebook = await executeNotebook("/course/.workbook/solved/02_keys.ipynb");
 * ```
 */
export async function executeNotebook(
  path: string,
  options: RunOptions = {},
): Promise<Notebook> {
  await using run = await NotebookRun.start(path, options);
  for (const cell of run.cells) {
    if (!cell.skipped) await run.run(cell);
  }
  await run.finish();
  return run.notebook;
}
