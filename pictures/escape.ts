/** Longest text that is shown, in UTF-16 code units; a record's value may be a megabyte. */
const LONGEST = 2_000;

// Control characters; overrides that reverse a line; line separators; what XML forbids.
const INVISIBLE =
  /[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029\uFFFE\uFFFF]/gu;
// What HTML, SVG and Markdown give a meaning to.
const SYNTAX = /[&<>"'`\\*_[\]|~$]/g;

/**
 * Makes text from a record fit to be shown as plain text.
 *
 * Control characters become the symbol that stands for them (`␊` for a line feed, `␛` for
 * escape), so that no terminal colour or second line comes out of a key, and two keys that differ
 * look different. Text over 2,000 characters is cut, and says so.
 *
 * @param text Anything: a key, a value, a header, a topic's name.
 * @returns One line, without control characters.
 *
 * @example A line feed can be seen
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { printable } from "pictures/escape.ts";
 *
 * strictEqual(printable("one\ntwo"), "one␊two");
 * ```
 */
export function printable(text: string): string {
  const shown = text.length > LONGEST
    ? `${text.slice(0, LONGEST)}… (${text.length} characters)`
    : text;
  return shown.toWellFormed().replace(INVISIBLE, symbolFor);
}

/**
 * Makes text from a record fit to stand in HTML, SVG and Markdown, in an element or an attribute.
 *
 * Whoever may write to a topic chooses these texts, and a notebook shows them in a page that may
 * run code. Not for Markdown's code spans, where a reference such as `&#60;` is shown as it is. In
 * Markdown, JupyterLab still takes `$…$` for a formula, unless it stands in an element of class
 * `mathjax_ignore`.
 *
 * @param text Anything: a key, a value, a header, a topic's name.
 * @returns What {@linkcode printable} returns, with every character of markup as a reference.
 *
 * @example A value stays text
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { escape } from "pictures/escape.ts";
 *
 * strictEqual(escape("<b>paid</b>"), "&#60;b&#62;paid&#60;/b&#62;");
 * ```
 */
export function escape(text: string): string {
  return printable(text).replace(
    SYNTAX,
    (character) => `&#${character.codePointAt(0)};`,
  );
}

function symbolFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "␡" : "\uFFFD";
}
