import type { BaseHandler } from "./base_handler.ts";
import { ConsoleHandler } from "./console_handler.ts";
import type { LevelName } from "./levels.ts";
import { type GenericFunction, Logger } from "./logger.ts";

/** How one logger is set up. */
export interface LoggerConfig {
  /** Default: `INFO`. */
  level?: LevelName;
  /** Names of handlers in the same {@link LogConfig}. */
  handlers?: string[];
}

/** Handlers and loggers by name. */
export interface LogConfig {
  handlers?: Record<string, BaseHandler>;
  loggers?: Record<string, LoggerConfig>;
}

const DEFAULTS = {
  handlers: { default: new ConsoleHandler("INFO") },
  loggers: { default: { level: "INFO", handlers: ["default"] } },
} satisfies LogConfig;

let handlers = new Map<string, BaseHandler>();
let loggers = new Map<string, Logger>();

/** Replaces all handlers and loggers; the former handlers are destroyed. */
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

/** Gives the logger of that name; one that was not set up has no handlers. Without a name: the default logger. */
export function getLogger(name: string = "default"): Logger {
  const known = loggers.get(name || "default");
  if (known !== undefined) return known;
  const logger = new Logger(name, "NOTSET");
  loggers.set(name, logger);
  return logger;
}

type Level = "debug" | "info" | "warn" | "error" | "critical";

/** What `log.info` and its like accept, and return the message itself. */
interface Log {
  <T>(msg: () => T, ...args: unknown[]): T | undefined;
  <T>(msg: T extends GenericFunction ? never : T, ...args: unknown[]): T;
}

function toDefaultLogger(level: Level): Log {
  return (msg: unknown, ...args: unknown[]) =>
    // deno-lint-ignore no-explicit-any
    (getLogger()[level] as any)(msg, ...args);
}

/** Logs to the default logger, severity DEBUG. */
export const debug: Log = toDefaultLogger("debug");
/** Logs to the default logger, severity INFO. */
export const info: Log = toDefaultLogger("info");
/** Logs to the default logger, severity WARN. */
export const warn: Log = toDefaultLogger("warn");
/** Logs to the default logger, severity ERROR. */
export const error: Log = toDefaultLogger("error");
/** Logs to the default logger, severity CRITICAL. */
export const critical: Log = toDefaultLogger("critical");

setup({});
