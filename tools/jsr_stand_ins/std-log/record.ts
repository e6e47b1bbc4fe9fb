import { getLevelName, type LogLevel } from "./levels.ts";

/** Content of a {@link LogRecord}. */
export interface LogRecordOptions {
  /** The message, already text. */
  msg: string;
  /** Everything that was passed to the logger after the message. */
  args: unknown[];
  /** Rank of the severity. */
  level: LogLevel;
  /** Name of the logger. */
  loggerName: string;
}

/** One message on its way to the handlers. */
export class LogRecord {
  /** The message, already text. */
  readonly msg: string;
  /** Rank of the severity. */
  readonly level: number;
  /** Name of the severity. */
  readonly levelName: string;
  /** Name of the logger. */
  readonly loggerName: string;
  readonly #args: unknown[];
  readonly #datetime = new Date();

  /**
   * Creates a record of this moment.
   *
   * @param options The content.
   */
  constructor(options: LogRecordOptions) {
    this.msg = options.msg;
    this.level = options.level;
    this.levelName = getLevelName(options.level);
    this.loggerName = options.loggerName;
    this.#args = [...options.args];
  }

  /** A copy of everything that was passed to the logger after the message. */
  get args(): unknown[] {
    return [...this.#args];
  }

  /** The moment at which the record was created. */
  get datetime(): Date {
    return new Date(this.#datetime);
  }
}
