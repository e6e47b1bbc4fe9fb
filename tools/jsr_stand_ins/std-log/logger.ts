import type { BaseHandler } from "./base_handler.ts";
import {
  getLevelByName,
  getLevelName,
  type LevelName,
  type LogLevel,
  LogLevels,
} from "./levels.ts";
import { LogRecord } from "./record.ts";

/** Any function. */
// deno-lint-ignore no-explicit-any
export type GenericFunction = (...args: any[]) => any;

/** A message, or a function that is called only if the message will be written. */
type Message<T> = (T extends GenericFunction ? never : T) | (() => T);

/** Options of a {@link Logger}. */
export interface LoggerOptions {
  /** The handlers that write the records. Default: none. */
  handlers?: BaseHandler[];
}

/** Makes records of messages, from its own level up, and passes them to its handlers. */
export class Logger {
  /** The handlers that write the records. */
  handlers: BaseHandler[];
  /** Name of the logger. */
  readonly loggerName: string;
  #level: LogLevel;

  /**
   * Creates a logger.
   *
   * @param loggerName The name of the logger.
   * @param levelName The mildest severity that is logged.
   * @param options The handlers.
   */
  constructor(
    loggerName: string,
    levelName: LevelName,
    options: LoggerOptions = {},
  ) {
    this.loggerName = loggerName;
    this.#level = getLevelByName(levelName);
    this.handlers = options.handlers ?? [];
  }

  /** Rank of the mildest severity that is logged. */
  get level(): LogLevel {
    return this.#level;
  }

  set level(level: LogLevel) {
    try {
      this.levelName = getLevelName(level);
    } catch {
      throw new TypeError(`Invalid log level: ${level}`);
    }
  }

  /** Name of the mildest severity that is logged. */
  get levelName(): LevelName {
    return getLevelName(this.#level);
  }

  set levelName(levelName: LevelName) {
    this.#level = getLevelByName(levelName);
  }

  /**
   * Logs a message of severity DEBUG, computed only if it is at or above this logger's level.
   *
   * @param msg A function that computes the message.
   * @param args Anything that belongs to the message.
   * @returns The message; `undefined` when it was not computed.
   */
  debug<T>(msg: () => T, ...args: unknown[]): T | undefined;
  /**
   * Logs a message of severity DEBUG.
   *
   * @param msg The message.
   * @param args Anything that belongs to the message.
   * @returns The message.
   */
  debug<T>(msg: T extends GenericFunction ? never : T, ...args: unknown[]): T;
  debug<T>(msg: Message<T>, ...args: unknown[]): T | undefined {
    return this.#log(LogLevels.DEBUG, msg, args);
  }

  /**
   * Logs a message of severity INFO, computed only if it is at or above this logger's level.
   *
   * @param msg A function that computes the message.
   * @param args Anything that belongs to the message.
   * @returns The message; `undefined` when it was not computed.
   */
  info<T>(msg: () => T, ...args: unknown[]): T | undefined;
  /**
   * Logs a message of severity INFO.
   *
   * @param msg The message.
   * @param args Anything that belongs to the message.
   * @returns The message.
   */
  info<T>(msg: T extends GenericFunction ? never : T, ...args: unknown[]): T;
  info<T>(msg: Message<T>, ...args: unknown[]): T | undefined {
    return this.#log(LogLevels.INFO, msg, args);
  }

  /**
   * Logs a message of severity WARN, computed only if it is at or above this logger's level.
   *
   * @param msg A function that computes the message.
   * @param args Anything that belongs to the message.
   * @returns The message; `undefined` when it was not computed.
   */
  warn<T>(msg: () => T, ...args: unknown[]): T | undefined;
  /**
   * Logs a message of severity WARN.
   *
   * @param msg The message.
   * @param args Anything that belongs to the message.
   * @returns The message.
   */
  warn<T>(msg: T extends GenericFunction ? never : T, ...args: unknown[]): T;
  warn<T>(msg: Message<T>, ...args: unknown[]): T | undefined {
    return this.#log(LogLevels.WARN, msg, args);
  }

  /**
   * Logs a message of severity ERROR, computed only if it is at or above this logger's level.
   *
   * @param msg A function that computes the message.
   * @param args Anything that belongs to the message.
   * @returns The message; `undefined` when it was not computed.
   */
  error<T>(msg: () => T, ...args: unknown[]): T | undefined;
  /**
   * Logs a message of severity ERROR.
   *
   * @param msg The message.
   * @param args Anything that belongs to the message.
   * @returns The message.
   */
  error<T>(msg: T extends GenericFunction ? never : T, ...args: unknown[]): T;
  error<T>(msg: Message<T>, ...args: unknown[]): T | undefined {
    return this.#log(LogLevels.ERROR, msg, args);
  }

  /**
   * Logs a message of severity CRITICAL, computed only if it is at or above this logger's level.
   *
   * @param msg A function that computes the message.
   * @param args Anything that belongs to the message.
   * @returns The message; `undefined` when it was not computed.
   */
  critical<T>(msg: () => T, ...args: unknown[]): T | undefined;
  /**
   * Logs a message of severity CRITICAL.
   *
   * @param msg The message.
   * @param args Anything that belongs to the message.
   * @returns The message.
   */
  critical<T>(
    msg: T extends GenericFunction ? never : T,
    ...args: unknown[]
  ): T;
  critical<T>(msg: Message<T>, ...args: unknown[]): T | undefined {
    return this.#log(LogLevels.CRITICAL, msg, args);
  }

  #log<T>(level: LogLevel, msg: Message<T>, args: unknown[]): T | undefined {
    if (level < this.#level) return msg instanceof Function ? undefined : msg;
    const value: T = msg instanceof Function ? msg() : msg;
    const record = new LogRecord({
      msg: asText(value),
      args,
      level,
      loggerName: this.loggerName,
    });
    for (const handler of this.handlers) handler.handle(record);
    return value;
  }
}

function asText(value: unknown, inObject = false): string {
  if (typeof value === "string") return inObject ? `"${value}"` : value;
  if (typeof value === "function") return "undefined";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Error) return value.stack ?? String(value);
  const entries = Object.entries(value)
    .map(([key, held]) => `"${key}":${asText(held, true)}`);
  return `{${entries.join(",")}}`;
}
