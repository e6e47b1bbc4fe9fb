import { join } from "node:path";
import { workbookPath, workbookPathIn } from "broker/places.ts";
import { scratchName } from "broker/scratch.ts";

export { CHECKOUT } from "broker/places.ts";

/**
 * Names the file that a learner opens.
 *
 * @param root Absolute path of a checkout.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @returns Absolute path of the learner's notebook.
 */
export function learnerPath(root: string, chapter: string): string {
  return join(root, "notebooks", `${chapter}.ipynb`);
}

/**
 * Names the folder of the notebooks with every exercise solved.
 *
 * @param root Absolute path of a checkout.
 * @returns Absolute path of the folder.
 */
export function solvedFolder(root: string): string {
  return workbookPathIn(root, "solved");
}

/**
 * Names the file of a chapter with every exercise solved.
 *
 * @param root Absolute path of a checkout.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @returns Absolute path of the solved notebook.
 */
export function solvedPath(root: string, chapter: string): string {
  return join(solvedFolder(root), `${chapter}.ipynb`);
}

/**
 * Names the file that keeps a notebook as it ran, with its outputs.
 *
 * @param root Absolute path of a checkout.
 * @param name Name of the notebook, such as `01_logging`.
 * @returns Absolute path of the notebook as it ran.
 */
export function executedPath(root: string, name: string): string {
  return workbookPathIn(root, "executed", `${name}.ipynb`);
}

/**
 * Names the folder of a rendered course.
 *
 * @param root Absolute path of a checkout.
 * @param edition The edition of the course, such as `learner`.
 * @returns Absolute path of the folder.
 */
export function renderedFolder(root: string, edition: string): string {
  return workbookPathIn(root, "course", edition);
}

/**
 * Creates a folder for files that live as long as one task.
 *
 * @returns The folder's absolute path; disposing of it removes the folder with all files in it.
 */
export async function scratchFolder(): Promise<
  AsyncDisposable & { path: string }
> {
  const path = workbookPath("headless", scratchName());
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
