import { markOf } from "./built_mark.ts";
import { FOLDERS } from "./chapters.ts";

/**
 * Says whether a notebook differs from what the builder wrote, now or at any time before.
 *
 * @param text Text of the notebook's file.
 * @returns `true` once anything in it was changed, added or run; also when it can't be read as a notebook or carries no mark.
 *
 * @example A file that the builder did not write
 * ```ts
 * import { wasWorkedOn } from "./readers_work.ts";
 *
 * console.assert(wasWorkedOn('{"cells":[],"metadata":{}}'));
 * ```
 */
export function wasWorkedOn(text: string): boolean {
  try {
    const notebook = JSON.parse(text);
    return notebook.metadata.workbook.built !== markOf(notebook);
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
