const KEPT_CHARACTERS = 20_000;
const PATIENCE_MS = 500;

/** Reads what a process writes as long as it lives, and keeps the end of it. */
export class LastWords {
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #reading: Promise<void>;
  #text = "";

  /** @param stream Where the process writes. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.#reading = this.#read();
  }

  /**
   * Closes the stream once the process has ended.
   *
   * @returns At most the last 20,000 characters, trimmed; empty when nothing was written.
   */
  async text(): Promise<string> {
    // A process that the kernel left behind may hold the stream open for ever.
    const timer = setTimeout(() => this.#reader.cancel(), PATIENCE_MS);
    await this.#reading;
    clearTimeout(timer);
    return this.#text.trim();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      const text = this.#text + decoder.decode(value, { stream: true });
      this.#text = text.slice(-KEPT_CHARACTERS);
    }
  }
}
