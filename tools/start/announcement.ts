import { Trouble } from "workbook/errors.ts";
import { waitUntil } from "broker/waiting.ts";

/** As long as JupyterLab may take to start. */
const READY_WITHIN_MS = 60_000;

/**
 * Writes down where the course is open, for others who start it in the same checkout.
 *
 * @param folder Folder of JupyterLab's files.
 * @param url Address of the first page, token included; only the reader may read it.
 */
export async function announce(folder: string, url: string): Promise<void> {
  await Deno.writeTextFile(fileIn(folder), url, { mode: 0o600 });
}

/**
 * Reads where the course is open; waits for it, since the other start may not be done yet.
 *
 * @param folder Folder of JupyterLab's files.
 * @throws {Trouble} If nothing is announced within a minute.
 */
export async function readAnnouncement(folder: string): Promise<string> {
  let url = "";
  await waitUntil(async () => {
    url = await Deno.readTextFile(fileIn(folder)).catch(() => "");
    return url !== "";
  }, READY_WITHIN_MS);
  if (url !== "") return url;
  throw new Trouble(
    `Cannot tell where the course is open: another "deno task start" holds this checkout and gave no address in ${
      READY_WITHIN_MS / 1000
    } s. Stop it with Ctrl-C in its terminal and start again.`,
  );
}

/**
 * Takes back what was announced, if anything was.
 *
 * @param folder Folder of JupyterLab's files.
 */
export async function withdraw(folder: string): Promise<void> {
  await Deno.remove(fileIn(folder)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

function fileIn(folder: string): string {
  return `${folder}/open_at`;
}
