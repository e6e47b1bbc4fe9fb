import { Trouble } from "workbook/errors.ts";

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

/** What stands between two paths in Kafka's list of data folders, and in Java's list of jars. */
const BETWEEN_PATHS = /[,:]/g;

/**
 * Makes sure that Kafka and Java take the path of a folder for one path. Cut at a comma, it would make Kafka write to
 * folders that belong to others.
 *
 * @param folder Absolute path of the folder, which need not exist.
 * @throws {Trouble} If the path has a character that ends a path for Kafka or Java.
 *
 * Source: https://kafka.apache.org/documentation/#brokerconfigs_log.dirs, and Java's option `-cp`
 */
export function ensureOnePath(folder: string): void {
  const found = new Set(folder.match(BETWEEN_PATHS));
  if (found.size === 0) return;
  throw new Trouble(
    `Cannot run Kafka in "${folder}": expected a path without "," and ":", which end a path for Kafka and Java, but found ${
      [...found].map((character) => `"${character}"`).join(" and ")
    }. Rename the folder, or move the checkout to another one, and run the command again`,
  );
}
