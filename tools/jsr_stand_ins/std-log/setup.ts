import type { BaseHandler } from "./base_handler.ts";
import { ConsoleHandler } from "./console_handler.ts";
import type { LevelName } from "./levels.ts";
import { type GenericFunction, Logger } from "./logger.ts";

/** Settings of one logger. */
export interface LoggerConfig {
  /** Mildest severity that is logged. Default: `INFO`. */
  level?: LevelName;
  /** Names of handlers in the same {@link LogConfig}. */
  handlers?: string[];
}

/** Handlers and loggers by name. */
export interface LogConfig {
  /** The handlers; one of the name `default` takes the place of the console's. */
  handlers?: Record<string, BaseHandler>;
  /** The loggers; one of the name `default` is what `getLogger()` and `info()` use. */
  loggers?: Record<string, LoggerConfig>;
}

const DEFAULTS = {
  handlers: { default: new ConsoleHandler("INFO") },
  loggers: { default: { level: "INFO", handlers: ["default"] } },
} satisfies LogConfig;

let handlers = new Map<string, BaseHandler>();
let loggers = new Map<string, Logger>();

/**
 * Replaces all handlers and loggers, and destroys the former handlers.
 *
 * @param config The new handlers and loggers.
 */
export function setup(config: LogConfig): void {
  for (const handler of handlers.values()) handler.destroy();
  handlers = new Map(
    Object.entries({ ...DEFAULTS.handlers, ...config.handlers }),
  );
  for (const handler of handlers.values()) handler.setup();

  const wanted: Record<string, LoggerConfig> = {
    ...DEFAULTS.loggers,
    ...config.loggers,
  };
  loggers = new Map(
    Object.entries(wanted).map((
      [name, { level = "INFO", handlers: names }],
    ) => [
      name,
      new Logger(name, level, {
        handlers: (names ?? []).map((key) => handlers.get(key))
          .filter((handler) => handler !== undefined),
      }),
    ]),
  );
}

/**
 * Looks up a logger.
 *
 * @param name The name of the logger. Default: `default`.
 * @returns The logger; one that was not set up has no handlers.
 */
export function getLogger(name: string = "default"): Logger {
  const known = loggers.get(name || "default");
  if (known !== undefined) return known;
  const logger = new Logger(name, "NOTSET");
  loggers.set(name, logger);
  return logger;
}

type Level = "debug" | "info" | "warn" | "error" | "critical";

/** A function that logs to the default logger and returns the message; `undefined` when it was not computed. */
export interface LogFunction {
  /** Logs a message that is computed only if its severity is at or above the logger's level. */
  <T>(msg: () => T, ...args: unknown[]): T | undefined;
  /** Logs a message. */
  <T>(msg: T extends GenericFunction ? never : T, ...args: unknown[]): T;
}

function toDefaultLogger(level: Level): LogFunction {
  return (msg: unknown, ...args: unknown[]) =>
    // deno-lint-ignore no-explicit-any
    (getLogger()[level] as any)(msg, ...args);
}

/** Logs to the default logger, severity DEBUG. */
export const debug: LogFunction = toDefaultLogger("debug");
/** Logs to the default logger, severity INFO. */
export const info: LogFunction = toDefaultLogger("info");
/** Logs to the default logger, severity WARN. */
export const warn: LogFunction = toDefaultLogger("warn");
/** Logs to the default logger, severity ERROR. */
export const error: LogFunction = toDefaultLogger("error");
/** Logs to the default logger, severity CRITICAL. */
export const critical: LogFunction = toDefaultLogger("critical");

setup({});
