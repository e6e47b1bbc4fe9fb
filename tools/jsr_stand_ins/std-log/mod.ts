/**
 * Stands in for `jsr:@std/log` where JSR cannot be reached: the same names, signatures and output, as far as this
 * project uses them.
 *
 * @module
 */
export * from "./base_handler.ts";
export * from "./console_handler.ts";
export * from "./file_handler.ts";
export * from "./formatters.ts";
export * from "./levels.ts";
export * from "./logger.ts";
// The real package, too, lets only the type of records out here.
export type { LogRecord, LogRecordOptions } from "./record.ts";
export * from "./setup.ts";
