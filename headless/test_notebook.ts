import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { shortPath } from "./notebook_file.ts";
import type { NotebookOptions, Steps } from "./notebook_options.ts";
import { NotebookSteps } from "./notebook_steps.ts";

/**
 * Registers a test that runs a notebook on a kernel of its own, one step a code cell.
 *
 * A cell with the tag `raises-exception` must throw; one with `skip-execution` is left out; a
 * cell's `timeout` in its metadata counts in seconds. After a cell that does not run to its end,
 * only those with the tag `teardown` are run.
 *
 * @param path Of the notebook; a relative one starts from the working folder.
 * @param options What to assert and where to run.
 *
 * @example One assertion
 * ```ts ignore
 * testNotebook("notebooks/02_keys.ipynb", {
 *   cells: { "demo-keys": (cell) => assertStringIncludes(cell.text, "partition 1") },
 * });
 * ```
 */
export function testNotebook(
  path: string | URL,
  options: NotebookOptions = {},
): void {
  const file = path instanceof URL ? fileURLToPath(path) : resolve(path);
  Deno.test(shortPath(file), (t) => runNotebook(t, file, options));
}

/**
 * The body of a notebook's test.
 *
 * @param steps Where each cell is reported.
 * @param path Absolute path of the notebook.
 * @param options What to assert and where to run.
 * @throws {Error} If the notebook can't be read, the kernel does not start, or an assertion is about a
 * cell that does not run.
 */
export async function runNotebook(
  steps: Steps,
  path: string,
  options: NotebookOptions,
): Promise<void> {
  await using notebook = await NotebookSteps.start(steps, path, "", options);
  for (const cell of notebook.run.cells) await notebook.runCell(cell);
  await notebook.finish();
}
