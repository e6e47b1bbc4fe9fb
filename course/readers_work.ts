import { markOf } from "./notebooks/ipynb.ts";
import { FOLDERS } from "./chapters.ts";
import { replaceFile } from "./notebooks/whole_file.ts";

/**
 * Says whether a notebook differs from what the builder wrote, now or in an earlier version.
 *
 * @param text Text of the notebook's file.
 * @returns `true` when anything in it was changed, added or run, or when it is no notebook or carries no mark.
 *
 * @example A file that the builder did not write
 * ```ts
 * import { wasWorkedOn } from "course/readers_work.ts";
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
 * Removes a chapter's notebook: one that a reader has worked on is kept under a name with the date and time, any other
 * is deleted.
 *
 * It never overwrites an older copy, and of several processes that do this at once only one takes the notebook.
 *
 * @param name Name of the chapter, such as `01_logging`.
 * @param folder Folder of the notebooks; by default the learner's notebooks.
 * @returns The file's new name, such as `01_logging of 2026-03-01T09-30-00.ipynb`; `null` when there was no notebook that a reader had worked on.
 *
 * @example When a chapter is gone
 * ```ts ignore
 * setAside("01_logging");
 * ```
 */
export function setAside(
  name: string,
  folder: URL = FOLDERS.notebooks,
): string | null {
  const kept = reserveName(name, folder);
  const copy = new URL(kept, folder);
  try {
    // This replaces the empty file that reserves the name.
    Deno.renameSync(new URL(`${name}.ipynb`, folder), copy);
  } catch (error) {
    Deno.removeSync(copy);
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  if (wasWorkedOn(Deno.readTextFileSync(copy))) return kept;
  Deno.removeSync(copy);
  return null;
}

/**
 * Replaces a chapter's notebook by a new one, and keeps the old one when a reader has worked on it.
 *
 * @param name Name of the chapter, such as `01_logging`.
 * @param text Text of the new notebook.
 * @param folder Folder of the notebooks; by default the learner's notebooks.
 * @returns Name of the file with the reader's work; `null` when there was none.
 * @throws {Trouble} If the notebook can't be written; it is then unchanged.
 *
 * @example A chapter as it was
 * ```ts ignore
 * writeAnew(chapter.name, chapter.learner);
 * ```
 */
export function writeAnew(
  name: string,
  text: string,
  folder: URL = FOLDERS.notebooks,
): string | null {
  let kept: string | null = null;
  replaceFile(new URL(`${name}.ipynb`, folder), text, () => {
    kept = setAside(name, folder);
  });
  return kept;
}

/**
 * Keeps a reader's version of a chapter beside the notebook, under a name with the date and time.
 *
 * @param name Name of the chapter, such as `01_logging`.
 * @param text Text of the reader's notebook.
 * @param folder Folder of the notebooks; by default the learner's notebooks.
 * @returns The file's name, such as `01_logging of 2026-03-01T09-30-00.ipynb`.
 * @throws {Trouble} If the copy can't be written.
 *
 * @example The version that a newer chapter replaces
 * ```ts ignore
 * keepBeside("01_logging", await Deno.readTextFile(path));
 * ```
 */
export function keepBeside(
  name: string,
  text: string,
  folder: URL = FOLDERS.notebooks,
): string {
  const kept = reserveName(name, folder);
  replaceFile(new URL(kept, folder), text);
  return kept;
}

/** Creates an empty file under a name that no file had, and returns the name. */
function reserveName(name: string, folder: URL): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  for (let copy = 1;; copy++) {
    const free = `${name} of ${stamp}${copy === 1 ? "" : `-${copy}`}.ipynb`;
    try {
      Deno.openSync(new URL(free, folder), { write: true, createNew: true })
        .close();
      return free;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}
