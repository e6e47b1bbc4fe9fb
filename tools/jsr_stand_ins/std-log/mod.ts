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
export * from "./record.ts";
export * from "./setup.ts";
