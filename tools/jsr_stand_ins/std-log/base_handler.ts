import {
  getLevelByName,
  getLevelName,
  type LevelName,
  type LogLevel,
} from "./levels.ts";
import type { LogRecord } from "./record.ts";

/** Makes the line to write of a record. */
export type FormatterFunction = (logRecord: LogRecord) => string;

/** Options of any handler. */
export interface BaseHandlerOptions {
  /** Makes the line of each record. Default: severity and message. */
  formatter?: FormatterFunction;
}

/** Writes the records of loggers, from its own level up. */
export abstract class BaseHandler {
  /** Makes the line of each record. */
  formatter: FormatterFunction;
  #level: LogLevel;

  /**
   * Creates a handler.
   *
   * @param levelName The mildest severity that is written.
   * @param options What differs from the defaults.
   */
  constructor(levelName: LevelName, options: BaseHandlerOptions = {}) {
    this.#level = getLevelByName(levelName);
    this.formatter = options.formatter ??
      (({ levelName, msg }) => `${levelName} ${msg}`);
  }

  /** Rank of the mildest severity that is written. */
  get level(): LogLevel {
    return this.#level;
  }

  set level(level: LogLevel) {
    this.levelName = getLevelName(level);
  }

  /** Name of the mildest severity that is written. */
  get levelName(): LevelName {
    return getLevelName(this.#level);
  }

  set levelName(levelName: LevelName) {
    this.#level = getLevelByName(levelName);
  }

  /**
   * Writes a record unless it is below this handler's level.
   *
   * @param logRecord The record.
   */
  handle(logRecord: LogRecord): void {
    if (logRecord.level >= this.level) this.log(this.format(logRecord));
  }

  /**
   * Makes the line of a record.
   *
   * @param logRecord The record.
   * @returns The line, without a line break.
   */
  format(logRecord: LogRecord): string {
    return this.formatter(logRecord);
  }

  /**
   * Writes one line.
   *
   * @param msg The line, without a line break.
   */
  abstract log(msg: string): void;

  /** Makes the handler ready; called before the first record. */
  setup(): void {}

  /** Releases what the handler holds; called when it is no longer used. */
  destroy(): void {}

  /** Does the same as {@link destroy}. */
  [Symbol.dispose](): void {
    this.destroy();
  }
}
