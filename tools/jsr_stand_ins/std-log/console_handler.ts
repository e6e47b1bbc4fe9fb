import { BaseHandler, type BaseHandlerOptions } from "./base_handler.ts";
import type { LevelName } from "./levels.ts";
import type { LogRecord } from "./record.ts";

/** Options of a {@link ConsoleHandler}. */
export interface ConsoleHandlerOptions extends BaseHandlerOptions {
  /** Whether severities are told apart by colour. Default: `true`. */
  useColors?: boolean;
}

/** How a terminal starts and ends the colour of each severity. */
const COLOURS: Record<string, [start: string, end: string]> = {
  INFO: ["\x1b[34m", "\x1b[39m"],
  WARN: ["\x1b[33m", "\x1b[39m"],
  ERROR: ["\x1b[31m", "\x1b[39m"],
  CRITICAL: ["\x1b[1m\x1b[31m", "\x1b[39m\x1b[22m"],
};

/** Writes records to the console. */
export class ConsoleHandler extends BaseHandler {
  readonly #useColors: boolean;

  /**
   * Creates a handler.
   *
   * @param levelName The mildest severity that is written.
   * @param options What differs from the defaults.
   */
  constructor(levelName: LevelName, options: ConsoleHandlerOptions = {}) {
    super(levelName, options);
    this.#useColors = (options.useColors ?? true) && !Deno.noColor;
  }

  /**
   * Makes the line of a record, in the colour of its severity.
   *
   * @param logRecord The record.
   * @returns The line, without a line break.
   */
  override format(logRecord: LogRecord): string {
    const line = super.format(logRecord);
    const colour = COLOURS[logRecord.levelName];
    if (!this.#useColors || colour === undefined) return line;
    return colour[0] + line + colour[1];
  }

  /**
   * Prints one line.
   *
   * @param msg The line.
   */
  override log(msg: string): void {
    console.log(msg);
  }
}
