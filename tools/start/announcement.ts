import { Trouble } from "workbook/errors.ts";
import { untilAnswered } from "workbook/waiting.ts";

/** The time JupyterLab may take to start. */
const READY_WITHIN_MS = 60_000;

/**
 * Writes down the address at which the course is open, for others who start it in the same checkout.
 *
 * @param folder The folder of JupyterLab's files.
 * @param url The address of the first page, token included; only the reader may read the file.
 */
export async function announce(folder: string, url: string): Promise<void> {
  await Deno.writeTextFile(fileIn(folder), url, { mode: 0o600 });
}

/**
 * Reads the address at which the course is open; waits for it, because the other start may not be finished.
 *
 * @param folder The folder of JupyterLab's files.
 * @returns The address of the first page, token included.
 * @throws {Trouble} If no address is announced within a minute.
 */
export async function readAnnouncement(folder: string): Promise<string> {
  let url = "";
  const isAnnounced = async (): Promise<boolean> => {
    url = await Deno.readTextFile(fileIn(folder)).catch(() => "");
    return url !== "";
  };
  const late = (): Trouble =>
    new Trouble(
      `Cannot find the address of the course: another "deno task start" holds this checkout and announced none within ${
        READY_WITHIN_MS / 1000
      } s. Stop it with Ctrl-C in its terminal and start again`,
    );
  await untilAnswered(isAnnounced, READY_WITHIN_MS, late);
  return url;
}

/**
 * Deletes the announcement of the course's address, if there is one.
 *
 * @param folder The folder of JupyterLab's files.
 */
export async function withdraw(folder: string): Promise<void> {
  await Deno.remove(fileIn(folder)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

function fileIn(folder: string): string {
  return `${folder}/open_at`;
}
