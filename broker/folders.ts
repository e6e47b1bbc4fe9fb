/** Name of the empty file that says: the workbook made this folder and may delete it. */
export const MARK = ".made-by-kafka-workbook";

/**
 * Creates a folder and marks it as made by the workbook.
 *
 * A folder that already holds other people's files is left unmarked, so it can never be deleted.
 *
 * @param folder Absolute path.
 */
export async function makeMarkedFolder(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for await (const _entry of Deno.readDir(folder)) return;
  await Deno.writeTextFile(`${folder}/${MARK}`, "");
}

/**
 * Deletes a folder if, and only if, it carries the workbook's mark.
 *
 * @param folder Absolute path.
 * @returns Whether it was deleted; `false` when it does not exist or carries no mark.
 */
export async function removeMarkedFolder(folder: string): Promise<boolean> {
  if (!await exists(`${folder}/${MARK}`)) return false;
  await Deno.remove(folder, { recursive: true });
  return true;
}

/**
 * Says whether a file or folder is there.
 *
 * @param path Absolute path.
 * @returns Whether it is.
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
