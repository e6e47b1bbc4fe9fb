import {
  getLevelByName,
  getLevelName,
  type LevelName,
  type LogLevel,
} from "./levels.ts";
import type { LogRecord } from "./record.ts";

/** Turns a record into the line that is written. */
export type FormatterFunction = (logRecord: LogRecord) => string;

/** What any handler can be told. */
export interface BaseHandlerOptions {
  /** Default: severity and message. */
  formatter?: FormatterFunction;
}

/** Takes the records of a logger, from its own level up. */
export abstract class BaseHandler {
  formatter: FormatterFunction;
  #level: LogLevel;

  constructor(levelName: LevelName, options: BaseHandlerOptions = {}) {
    this.#level = getLevelByName(levelName);
    this.formatter = options.formatter ??
      (({ levelName, msg }) => `${levelName} ${msg}`);
  }

  get level(): LogLevel {
    return this.#level;
  }

  set level(level: LogLevel) {
    this.levelName = getLevelName(level);
  }

  get levelName(): LevelName {
    return getLevelName(this.#level);
  }

  set levelName(levelName: LevelName) {
    this.#level = getLevelByName(levelName);
  }

  /** Writes the record unless it is below this handler's level. */
  handle(logRecord: LogRecord): void {
    if (logRecord.level >= this.level) this.log(this.format(logRecord));
  }

  /** Gives the line for a record. */
  format(logRecord: LogRecord): string {
    return this.formatter(logRecord);
  }

  /** Writes one line. */
  abstract log(msg: string): void;

  /** Called before the first record. */
  setup(): void {}

  /** Called when the handler is no longer used. */
  destroy(): void {}

  [Symbol.dispose](): void {
    this.destroy();
  }
}
