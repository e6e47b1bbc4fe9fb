/** Where the inspector of this checkout is served: its port, which the next start takes again, and its address. */
import { workbookPath } from "broker/places.ts";
import { chooseFreePorts } from "broker/ports.ts";

const folder = (): string => workbookPath("inspector");
const portFile = (): string => `${folder()}/port`;
const addressFile = (): string => `${folder()}/open_at`;

/**
 * Chooses a TCP port for the inspector: the one of the last start, if it is free, so that links in notebooks go on to
 * work.
 *
 * @returns The port; it is noted for the next start.
 */
export async function choosePort(): Promise<number> {
  const former = await readPort();
  const [port] = chooseFreePorts([0], former === null ? [] : [former]);
  await Deno.mkdir(folder(), { recursive: true });
  await Deno.writeTextFile(portFile(), String(port));
  return port!;
}

/**
 * Reads the port on which the inspector is served now, was served last, or will be served.
 *
 * @returns The port; `null` when there was no inspector in this checkout yet.
 */
export async function readPort(): Promise<number | null> {
  const port = Number(await Deno.readTextFile(portFile()).catch(() => "0"));
  return port > 0 ? port : null;
}

/**
 * Notes the address of the inspector while it is served.
 *
 * @param url The address with its token; only the reader may read the file.
 */
export async function noteAddress(url: string): Promise<void> {
  await Deno.writeTextFile(addressFile(), url, { mode: 0o600 });
}

/** Forgets the address, when the inspector is no longer served. */
export async function forgetAddress(): Promise<void> {
  await Deno.remove(addressFile()).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/**
 * Finds the inspector that is served now.
 *
 * @returns Its address with the token; `null` when none is served.
 */
export async function readAddress(): Promise<string | null> {
  const url = await Deno.readTextFile(addressFile()).catch(() => "");
  return url === "" ? null : url;
}

/**
 * Takes the place of the one inspector of this checkout.
 *
 * @returns The place, to be disposed of when the inspector ends; `null` when another process has it.
 */
export async function takePlace(): Promise<Disposable | null> {
  await Deno.mkdir(folder(), { recursive: true });
  const file = await Deno.open(`${folder()}/lock`, {
    create: true,
    write: true,
  });
  if (await file.tryLock(true)) return file;
  file.close();
  return null;
}
