import { Trouble } from "workbook/errors.ts";

/** A server that sends nothing for this long is treated as gone. */
const SILENCE_MS = 30_000;

/** Options for {@link download}. */
export interface DownloadOptions {
  /** Ends the download early. */
  signal: AbortSignal;
  /** Called with the size of each piece as it arrives, in bytes. */
  onBytes: (bytes: number) => void;
}

/**
 * Fetches a file into memory.
 *
 * @param url The address of the file.
 * @param options The abort signal and a progress callback.
 * @returns The whole content of the file.
 * @throws {Trouble} If the server cannot be reached, does not have the file, or stops sending.
 */
export async function download(
  url: string,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const silence = new AbortController();
  const watch = (): ReturnType<typeof setTimeout> =>
    setTimeout(
      () => silence.abort(new Error(`silent for ${SILENCE_MS / 1000} s`)),
      SILENCE_MS,
    );
  let timer = watch();
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([options.signal, silence.signal]),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of response.body) {
      clearTimeout(timer);
      timer = watch();
      options.onBytes(piece.length);
      pieces.push(piece);
    }
    return await new Blob(pieces).bytes();
  } catch (error) {
    throw new Trouble(
      `Cannot fetch ${url}: ${
        reasonOf(error)
      }. Check the network, or set WORKBOOK_MAVEN to a mirror of Maven Central, and run the command again; jars already fetched are kept`,
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  // Deno's own message says only "fetch failed"; its cause names the address again before the reason.
  const detail = cause instanceof Error ? cause.message : message;
  return detail.replace(/^.*client error \(\w+\): /, "");
}
