import { joinBytes } from "./zmtp_frames.ts";

const CHUNK_BYTES = 65_536;
const LARGEST_CHUNK_BYTES = 1 << 20;

/** Reads a given number of bytes at a time from a connection. */
export class ByteReader {
  #source: { read(into: Uint8Array): Promise<number | null> };
  #buffered: Uint8Array = new Uint8Array(0);

  /**
   * Creates a reader; nothing is read yet.
   *
   * @param source The connection to read from.
   */
  constructor(source: { read(into: Uint8Array): Promise<number | null> }) {
    this.#source = source;
  }

  /**
   * Reads the next bytes of the connection.
   *
   * @param length The number of bytes; 0 reads nothing.
   * @returns A view of the bytes, which later reads do not change.
   * @throws {Deno.errors.ConnectionReset} If the connection ends before that many bytes have come.
   */
  async read(length: number): Promise<Uint8Array> {
    if (this.#buffered.length < length) await this.#fill(length);
    const bytes = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    return bytes;
  }

  async #fill(length: number): Promise<void> {
    const parts = [this.#buffered];
    let found = this.#buffered.length;
    while (found < length) {
      const missing = Math.min(length - found, LARGEST_CHUNK_BYTES);
      const chunk = new Uint8Array(Math.max(CHUNK_BYTES, missing));
      const count = await this.#source.read(chunk);
      if (count === null) {
        throw new Deno.errors.ConnectionReset(
          "the kernel closed the connection",
        );
      }
      parts.push(chunk.subarray(0, count));
      found += count;
    }
    this.#buffered = joinBytes(parts);
  }
}
