import type { LogRecord } from "./record.ts";

/** Gives a record as one line of JSON: severity, time in milliseconds, message, arguments. */
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
