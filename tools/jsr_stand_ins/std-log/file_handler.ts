import { BaseHandler, type BaseHandlerOptions } from "./base_handler.ts";
import { type LevelName, LogLevels } from "./levels.ts";
import type { LogRecord } from "./record.ts";

/** `a` appends, `w` starts the file anew, `x` refuses a file that exists. */
export type LogMode = "a" | "w" | "x";

/** What a {@link FileHandler} can be told. */
export interface FileHandlerOptions extends BaseHandlerOptions {
  /** Path of the file. */
  filename: string;
  /** Default: `a`. */
  mode?: LogMode;
  /** How much is kept back before it is written, in bytes. Default: 4096. */
  bufferSize?: number;
}

/** Writes records to a file, a line each; what is CRITICAL at once, the rest when the buffer is full or flushed. */
export class FileHandler extends BaseHandler {
  readonly #options: FileHandlerOptions;
  readonly #encoder = new TextEncoder();
  readonly #atUnload = (): void => this.destroy();
  #file: Deno.FsFile | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  constructor(levelName: LevelName, options: FileHandlerOptions) {
    super(levelName, options);
    this.#options = options;
  }

  override setup(): void {
    const { filename, mode = "a" } = this.#options;
    this.#file = Deno.openSync(filename, {
      createNew: mode === "x",
      create: mode !== "x",
      append: mode === "a",
      truncate: mode !== "a",
      write: true,
    });
    this.#forget();
    addEventListener("unload", this.#atUnload);
  }

  override handle(logRecord: LogRecord): void {
    super.handle(logRecord);
    if (logRecord.level > LogLevels.ERROR) this.flush();
  }

  override log(msg: string): void {
    const bytes = this.#encoder.encode(msg + "\n");
    const room = this.#options.bufferSize ?? 4096;
    if (this.#waitingBytes + bytes.length > room) this.flush();
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (bytes.length > room) this.flush();
  }

  /** Writes what was kept back. */
  flush(): void {
    if (this.#file === undefined) return;
    for (const bytes of this.#waiting) {
      for (let at = 0; at < bytes.length;) {
        at += this.#file.writeSync(bytes.subarray(at));
      }
    }
    this.#forget();
  }

  override destroy(): void {
    this.flush();
    this.#file?.close();
    this.#file = undefined;
    removeEventListener("unload", this.#atUnload);
  }

  #forget(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
