import { printable } from "pictures/escape.ts";

/**
 * Makes a text of several lines fit for a terminal: it can neither colour it nor move its cursor.
 *
 * @param text A message, which may quote a topic's name or a record.
 * @returns The text with its line feeds and tabs, and a symbol for each other control character.
 *
 * @example The name of a topic
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { printableLines } from "headless/printable_lines.ts";
 *
 * strictEqual(printableLines("Cannot read\n\t\x1b[31morders"), "Cannot read\n\t␛[31morders");
 * ```
 */
export function printableLines(text: string): string {
  return text.replaceAll(/[^\n\t]+/g, printable);
}
