/// <reference lib="dom" />
/** Bytes of keys, values and headers, as text, JSON or numbers. */
import { html, type VNode } from "./html.ts";
import { bytes } from "./numbers.ts";
import { visible } from "./text.ts";
import type { BytesView } from "../shapes.ts";

/** The ways to look at bytes. */
export type Look = "text" | "json" | "bytes";

/** Most characters in a line of a list. */
const LINE = 400;

/**
 * Bytes in one line.
 *
 * @param props The bytes, and the words that stand for none.
 * @returns The line.
 */
export function BytesLine(
  { view, none }: { view: BytesView | null; none: string },
): VNode {
  if (view === null) return html`<span class="muted">${none}</span>`;
  if (view.length === 0) return html`<span class="muted">""</span>`;
  if (view.text === undefined) {
    return html`<span class="muted">${hex(view, 16)}${
      view.length > 16 ? " …" : ""
    }</span>`;
  }
  return html`${visible(view.text.slice(0, LINE))}${
    view.cut && html`<span class="muted">… ${bytes(view.length)}</span>`
  }`;
}

/**
 * Bytes as a block, with a note when only their beginning is here.
 *
 * @param props The bytes, and the way to look at them.
 * @returns The block.
 */
export function BytesBlock(
  { view, look }: { view: BytesView; look: Look },
): VNode {
  return html`<pre tabindex="0">${contentOf(view, look)}</pre>${
    view.cut &&
    html`<p class="small muted">Only the beginning; the whole is ${
      bytes(view.length)
    }.</p>`
  }`;
}

function contentOf(view: BytesView, look: Look): unknown {
  if (look === "bytes" || view.text === undefined) return hexLines(view);
  if (look === "json") {
    try {
      return visible(JSON.stringify(JSON.parse(view.text), null, 2), true);
    } catch { /* it is shown as it is */ }
  }
  return visible(view.text, true);
}

/**
 * Finds the way to look at bytes that shows most.
 *
 * @param view The bytes.
 * @returns `json` for an object or a list, `bytes` for what is no text, else `text`.
 */
export function lookFor(view: BytesView | null): Look {
  if (view && view.text === undefined) return "bytes";
  return /^\s*[[{]/.test(view?.text ?? "") && !view?.cut ? "json" : "text";
}

function bytesOf({ text, base64 }: BytesView): Uint8Array {
  return text === undefined
    ? Uint8Array.from(atob(base64 ?? ""), (each) => each.charCodeAt(0))
    : new TextEncoder().encode(text);
}

function hex(view: BytesView, most: number): string {
  return [...bytesOf(view).subarray(0, most)]
    .map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

const A_LINE = 16;
const MOST_LINES = 256;

/** As `hexdump -C` shows them: where, the bytes, and those that are letters. */
function hexLines(view: BytesView): string {
  const all = bytesOf(view).subarray(0, A_LINE * MOST_LINES);
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += A_LINE) {
    const part = [...all.subarray(at, at + A_LINE)];
    const numbers = part.map((byte) => byte.toString(16).padStart(2, "0"));
    const letters = part.map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."
    );
    lines.push(
      `${at.toString(16).padStart(6, "0")}  ${
        numbers.join(" ").padEnd(A_LINE * 3)
      } ${letters.join("")}`,
    );
  }
  return lines.join("\n");
}
