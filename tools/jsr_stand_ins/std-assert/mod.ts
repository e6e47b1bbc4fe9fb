/**
 * Stands in for `jsr:@std/assert` where JSR cannot be reached: the same names, signatures and opening words of each
 * message, as far as this project uses them.
 *
 * @module
 */
export * from "./equality.ts";
export * from "./errors.ts";
export * from "./thrown_errors.ts";
export * from "./values.ts";
