/** Name of the empty file that marks a folder as made by the workbook, which may delete it. */
export const MARK = ".made-by-kafka-workbook";

/**
 * Creates a folder and marks it as made by the workbook.
 *
 * A folder that already holds files is left unmarked, so that it is never deleted.
 *
 * @param folder Absolute path of the folder.
 */
export async function makeMarkedFolder(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for await (const _entry of Deno.readDir(folder)) return;
  await Deno.writeTextFile(`${folder}/${MARK}`, "");
}

/**
 * Deletes a folder if, and only if, it carries the workbook's mark.
 *
 * @param folder Absolute path of the folder.
 * @returns `true` if it was deleted; `false` if it does not exist or carries no mark.
 */
export async function removeMarkedFolder(folder: string): Promise<boolean> {
  if (!await exists(`${folder}/${MARK}`)) return false;
  await Deno.remove(folder, { recursive: true });
  return true;
}

/**
 * Checks whether a file or folder exists.
 *
 * @param path Absolute path of the file or folder.
 * @returns `true` if it exists.
 */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
