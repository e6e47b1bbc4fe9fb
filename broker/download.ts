import { Trouble } from "workbook/errors.ts";

/** A server that sends nothing for this long is treated as gone. */
const SILENCE_MS = 30_000;

/** Options for {@link download}. */
export interface DownloadOptions {
  /** The next step for the reader when the download fails; a sentence without its full stop. */
  cure: string;
  /** Headers of the request. */
  headers?: Headers;
  /** Ends the download early. */
  signal?: AbortSignal;
  /** Called with the size of each piece as it arrives, in bytes. */
  onBytes?: (bytes: number) => void;
  /** The time without a byte after which the server is treated as gone, in milliseconds. Default: 30 s. */
  silenceMs?: number;
}

/**
 * Fetches a file into memory, however long that takes, as long as the server sends.
 *
 * @param url The address of the file, without user and password, as the message of a failure shows it.
 * @param options The way out of a failure, the headers, the limit, the abort signal and a progress callback.
 * @returns The whole content of the file.
 * @throws {Trouble} If the server cannot be reached, does not have the file, or stops sending.
 */
export async function download(
  url: string,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { cure, headers, signal, onBytes, silenceMs = SILENCE_MS } = options;
  const silence = new AbortController();
  const watch = (): ReturnType<typeof setTimeout> =>
    setTimeout(
      () => silence.abort(new Error(`silent for ${silenceMs / 1000} s`)),
      silenceMs,
    );
  let timer = watch();
  try {
    const response = await fetch(url, {
      ...headers && { headers },
      signal: AbortSignal.any([silence.signal, ...signal ? [signal] : []]),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of response.body) {
      clearTimeout(timer);
      timer = watch();
      onBytes?.(piece.length);
      pieces.push(piece);
    }
    return await new Blob(pieces).bytes();
  } catch (error) {
    throw new Trouble(
      `Cannot fetch ${url}: ${reasonOf(error)}. ${cure}`,
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
