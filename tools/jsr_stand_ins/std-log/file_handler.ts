import { BaseHandler, type BaseHandlerOptions } from "./base_handler.ts";
import { type LevelName, LogLevels } from "./levels.ts";
import type { LogRecord } from "./record.ts";

/** How a file is opened: `a` appends, `w` starts the file anew, `x` refuses a file that exists. */
export type LogMode = "a" | "w" | "x";

/** Options of a {@link FileHandler}. */
export interface FileHandlerOptions extends BaseHandlerOptions {
  /** Path of the file. */
  filename: string;
  /** How the file is opened. Default: `a`. */
  mode?: LogMode;
  /** Size of the buffer, in bytes. Default: 4096. */
  bufferSize?: number;
}

/** Writes records to a file, a line each: CRITICAL ones at once, all others when the buffer is full or flushed. */
export class FileHandler extends BaseHandler {
  readonly #options: FileHandlerOptions;
  readonly #encoder = new TextEncoder();
  readonly #atUnload = (): void => this.destroy();
  #file: Deno.FsFile | undefined;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  /**
   * Creates a handler; {@link setup} opens its file.
   *
   * @param levelName The mildest severity that is written.
   * @param options The file, and what differs from the defaults.
   */
  constructor(levelName: LevelName, options: FileHandlerOptions) {
    super(levelName, options);
    this.#options = options;
  }

  /**
   * Opens the file.
   *
   * @throws {Deno.errors.AlreadyExists} If the mode is `x` and the file exists.
   */
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

  /**
   * Writes a record to the buffer, and a CRITICAL one to the file, unless it is below this handler's level.
   *
   * @param logRecord The record.
   */
  override handle(logRecord: LogRecord): void {
    super.handle(logRecord);
    if (logRecord.level > LogLevels.ERROR) this.flush();
  }

  /**
   * Writes one line to the buffer; to the file when the buffer is full.
   *
   * @param msg The line, without a line break.
   */
  override log(msg: string): void {
    const bytes = this.#encoder.encode(msg + "\n");
    const room = this.#options.bufferSize ?? 4096;
    if (this.#waitingBytes + bytes.length > room) this.flush();
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (bytes.length > room) this.flush();
  }

  /** Writes the buffer to the file. */
  flush(): void {
    if (this.#file === undefined) return;
    for (const bytes of this.#waiting) {
      for (let at = 0; at < bytes.length;) {
        at += this.#file.writeSync(bytes.subarray(at));
      }
    }
    this.#forget();
  }

  /** Writes the buffer to the file and closes it. */
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
