import { getLevelName, type LogLevel } from "./levels.ts";

/** What a {@link LogRecord} is made of. */
export interface LogRecordOptions {
  /** The message, already text. */
  msg: string;
  /** What else was passed to the logger. */
  args: unknown[];
  /** Rank of the severity. */
  level: LogLevel;
  /** Name of the logger. */
  loggerName: string;
}

/** One message on its way to the handlers. */
export class LogRecord {
  readonly msg: string;
  readonly level: number;
  readonly levelName: string;
  readonly loggerName: string;
  readonly #args: unknown[];
  readonly #datetime = new Date();

  constructor(options: LogRecordOptions) {
    this.msg = options.msg;
    this.level = options.level;
    this.levelName = getLevelName(options.level);
    this.loggerName = options.loggerName;
    this.#args = [...options.args];
  }

  /** A copy of what else was passed to the logger. */
  get args(): unknown[] {
    return [...this.#args];
  }

  /** When the record was made. */
  get datetime(): Date {
    return new Date(this.#datetime);
  }
}
