import { Trouble } from "workbook/errors.ts";
import { poll } from "broker/poll.ts";

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
 * Reads the address at which the course is open; waits for it as long as the other start is at work.
 *
 * @param folder The folder of JupyterLab's files.
 * @param isStarting A function that checks whether the other start is still at work.
 * @returns The address of the first page, token included.
 * @throws {Trouble} If the other start ended before it announced an address.
 */
export async function readAnnouncement(
  folder: string,
  isStarting: () => Promise<boolean>,
): Promise<string> {
  let url = "";
  const isAnnounced = async (): Promise<boolean> => {
    // Asked first, because it announces before it ends.
    const goesOn = await isStarting();
    url = await Deno.readTextFile(fileIn(folder)).catch(() => "");
    if (url !== "" || goesOn) return url !== "";
    throw new Trouble(
      'Cannot find the address of the course: expected another "deno task start" in this checkout to open it but found that it has ended. Start again',
    );
  };
  await poll(isAnnounced);
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
