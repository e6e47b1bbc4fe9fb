/// <reference lib="dom" />
/** Text that others have written, made visible: nothing of it acts on the page, and nothing hides in it. */
import { html, type VNode } from "./html.ts";

/** Control characters, what turns the direction of writing, what has no width, and halves of characters. */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061C\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Cs}]/gu;
const ESCAPES: Record<string, string> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};
const LINES = /[\n\r\t]/;

/**
 * Shows characters that can't be seen by their numbers, such as `U+202E` or `\x1b`.
 *
 * @param text The text of a name, key, value or header.
 * @param lines Whether line breaks and tabs stay as they are.
 * @returns The text, and marked parts for what was hidden.
 */
export function visible(
  text: string,
  lines = false,
): (string | VNode)[] {
  const parts: (string | VNode)[] = [];
  let last = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const [character] = match;
    if (lines && LINES.test(character)) continue;
    parts.push(
      text.slice(last, match.index),
      html`<span class="hidden-char">${named(character)}</span>`,
    );
    last = match.index + character.length;
  }
  return [...parts, text.slice(last)];
}

/**
 * Shows characters that can't be seen by their numbers, where only text can stand, as in a tooltip.
 *
 * @param text The text of a name, key, value or header.
 * @returns The text.
 */
export function visibleText(text: string): string {
  return text.replaceAll(HIDDEN, named);
}

function named(character: string): string {
  const code = character.codePointAt(0)!;
  const known = ESCAPES[character];
  if (known) return known;
  if (code < 0x20) return `\\x${code.toString(16).padStart(2, "0")}`;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
