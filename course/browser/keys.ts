import type { Fields } from "./devtools.ts";

/** What the DevTools protocol wants to know of keys that are no characters. */
const TEXTS: Record<string, string> = { Enter: "\r" };
const CODES: Record<string, number> = { Enter: 13, Tab: 9, Escape: 27 };
/** Its number for the Shift key. */
const SHIFT = 8;

/**
 * Describes how a key is pressed and let go.
 *
 * Source: Chrome DevTools Protocol, `Input.dispatchKeyEvent`
 *
 * @param key The key: a character, or a name such as `Enter` or `Shift+Enter`.
 * @returns The parameters of the two commands.
 */
export function keyEvents(key: string): Fields[] {
  const name = key.split("+").at(-1)!;
  const text = name.length === 1 ? name : TEXTS[name] ?? "";
  return ["keyDown", "keyUp"].map((type) => ({
    type,
    key: name,
    code: name,
    modifiers: key.startsWith("Shift+") ? SHIFT : 0,
    text: type === "keyDown" ? text : "",
    windowsVirtualKeyCode: CODES[name] ?? name.toUpperCase().charCodeAt(0),
  }));
}
