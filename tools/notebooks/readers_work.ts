import { FOLDERS } from "./chapters.ts";

/**
 * Says whether a notebook holds more than the builder wrote.
 *
 * @param text Of the notebook's file.
 * @returns `true` once a kernel has been attached to it or a cell was run; also when it can't be read as a notebook.
 */
export function wasWorkedOn(text: string): boolean {
  try {
    const { cells, metadata } = JSON.parse(text);
    // JupyterLab adds what the kernel tells of its language.
    return metadata.language_info?.version !== undefined ||
      cells.some((cell: { execution_count?: number | null }) =>
        typeof cell.execution_count === "number"
      );
  } catch {
    return true;
  }
}

/**
 * Keeps a reader's notebook under another name, which tells the moment.
 *
 * @param name Of the chapter, such as `01_logging`.
 * @param folder Where the notebooks are.
 * @returns The file's new name, such as `01_logging of 2026-03-01T09-30-00.ipynb`; `null` when there was none.
 *
 * @example Before a chapter's notebook is written anew
 * ```ts ignore
 * setAside("01_logging");
 * ```
 */
export function setAside(
  name: string,
  folder: URL = FOLDERS.notebooks,
): string | null {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const kept = `${name} of ${stamp}.ipynb`;
  try {
    Deno.renameSync(new URL(`${name}.ipynb`, folder), new URL(kept, folder));
    return kept;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
