import type { BytesView } from "../shapes.ts";

/** Most bytes of a key, value or header in a list of records. */
export const LISTED_BYTES = 2_000;
/** Most bytes of one when a single record is looked at. */
export const WHOLE_BYTES = 200_000;

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Prepares the bytes of a key, value or header for the page.
 *
 * @param bytes The bytes; `null` for none.
 * @param most The most bytes to pass on.
 * @returns The text, where the bytes are UTF-8, else the bytes in base64; cut after `most` bytes. `null` for none.
 */
export function viewOf(
  bytes: Uint8Array | null,
  most: number = LISTED_BYTES,
): BytesView | null {
  if (bytes === null) return null;
  const shown = bytes.subarray(0, most);
  const size = { length: bytes.length, cut: bytes.length > most };
  return isText(bytes)
    // `stream` leaves out a character that was cut in two.
    ? {
      ...size,
      text: new TextDecoder("utf-8", { ignoreBOM: true })
        .decode(shown, { stream: true }),
    }
    : { ...size, base64: shown.toBase64() };
}

function isText(bytes: Uint8Array): boolean {
  try {
    STRICT.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Cuts a text down; bytes that are no text stay as they are.
 *
 * @param view The prepared bytes; `null` for none.
 * @param most The most characters to keep.
 * @returns The same, or its beginning.
 */
export function beginningOf(
  view: BytesView | null,
  most: number,
): BytesView | null {
  const { text } = view ?? {};
  return view === null || text === undefined || text.length <= most
    ? view
    : { ...view, text: text.slice(0, most), cut: true };
}
