import type { LogRecord } from "./record.ts";

/**
 * Writes a record as one line of JSON: severity, time in milliseconds, message, arguments.
 *
 * @param logRecord The record.
 * @returns The line, without a line break.
 */
export function jsonFormatter(
  { levelName, datetime, msg, args }: LogRecord,
): string {
  return JSON.stringify({
    level: levelName,
    datetime: datetime.getTime(),
    message: msg,
    args: args.length > 1 ? args : args[0],
  });
}

/** The formatters that come with the package. */
export const formatters = { jsonFormatter } as const;
