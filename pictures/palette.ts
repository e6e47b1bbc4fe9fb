/** The colours of everything in a picture that is not data; text has a contrast of 4.5 or more. */
export const INK = {
  /** The card a picture is drawn on, so that it reads the same on a light and on a dark page. */
  paper: "#fffefb",
  /** The card's edge, and lines that only guide the eye. */
  rule: "#d9d8d2",
  /** A lane or a row in which nothing is drawn yet. */
  track: "#f1f0eb",
  /** Text and outlines. */
  text: "#1c2330",
  /** Text that stands back: offsets, axes, legends. */
  muted: "#5a6270",
  /** A bar that matters more than its neighbours; carries text in `paper`. */
  strong: "#1f5f9e",
  /** What has gone wrong: crashed, duplicated, out of order; carries text in `paper`, too. */
  alarm: "#b3261e",
} as const;

/** The look of one key or partition. */
export interface Swatch {
  /** For areas with {@linkcode INK}`.text` on them. */
  fill: string;
  /** For lines and text on {@linkcode INK}`.paper`. */
  line: string;
  /** A name of one or two letters, so that colour is never alone: A, B, … Z, AA, AB, … */
  letter: string;
  /** Dashes of a line, in px; empty for a solid one. */
  dashes: string;
}

// The fills are Paul Tol's "light" scheme, made to be told apart by colour-blind readers and to
// carry dark text (https://personal.sron.nl/~pault/). The lines are their hues, dark enough to be
// read as text, and of a lightness that keeps them apart for the same readers.
const HUES = [
  { fill: "#77aadd", line: "#1758e5" },
  { fill: "#ee8866", line: "#832a10" },
  { fill: "#eedd88", line: "#866637" },
  { fill: "#44bb99", line: "#105c37" },
  { fill: "#ffaabb", line: "#cc1c6a" },
  { fill: "#bbcc33", line: "#60730c" },
  { fill: "#99ddff", line: "#21719a" },
] as const;
const DASHES = ["", "7 3", "2 3", "10 3 2 3"] as const;

/** The look of a record without a key. */
export const NO_KEY: Swatch = {
  fill: "#dddddd",
  line: INK.muted,
  letter: "–",
  dashes: "",
};

/**
 * Gives the look of the n-th key or partition; the same number always looks the same.
 *
 * @param index The number of the key or partition, from 0; from 7 on the colours come back, with
 * another letter and other dashes.
 * @returns Its colours, letter and dashes.
 *
 * @example The first and the eighth
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { swatch } from "pictures/palette.ts";
 *
 * strictEqual(swatch(0).fill, swatch(7).fill);
 * strictEqual(swatch(0).letter + swatch(7).letter, "AH");
 * ```
 */
export function swatch(index: number): Swatch {
  const hue = HUES[hueOf(index)] ?? HUES[0];
  const round = Math.floor(index / HUES.length);
  return {
    ...hue,
    letter: letters(index),
    dashes: DASHES[round % DASHES.length] ?? "",
  };
}

/** The number of the look that a key has got, so that it keeps it in every picture of a kernel. */
const given = new Map<string, number>();

/**
 * Gives each key its look: the one that it had in an earlier picture, or the first that no key has
 * had yet, in a colour that no other key of this picture has, as long as there is one.
 *
 * @param keys The keys of records, in any order, repeated or not; `null` for a record without one.
 * @returns The look of each key, in the keys' natural order; `null`, when there, comes last.
 *
 * @example Two customers, and a record without a key
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { swatches } from "pictures/palette.ts";
 *
 * const looks = swatches(["1002", null, "1001", "1002"]);
 * strictEqual([...looks.keys()].join(), "1001,1002,");
 * strictEqual(swatches(["1002"]).get("1002")?.fill, looks.get("1002")?.fill);
 * ```
 */
export function swatches(
  keys: Iterable<string | null>,
): Map<string | null, Swatch> {
  const distinct = new Set(keys);
  const named = [...distinct].filter((key) => key !== null)
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const used = new Set(given.values());
  const hues = new Set(
    named.flatMap((key) => given.get(key) ?? []).map(hueOf),
  );
  let free = 0;
  for (const key of named) {
    if (given.has(key)) continue;
    while (used.has(free)) free++;
    let index = free;
    const isFree = (): boolean => !used.has(index) && !hues.has(hueOf(index));
    while (hues.size < HUES.length && !isFree()) index++;
    given.set(key, index);
    used.add(index);
    hues.add(hueOf(index));
  }
  const looks = new Map<string | null, Swatch>(
    named.map((key) => [key, swatch(given.get(key) ?? 0)]),
  );
  if (distinct.has(null)) looks.set(null, NO_KEY);
  return looks;
}

function hueOf(index: number): number {
  return index % HUES.length;
}

function letters(index: number): string {
  const last = String.fromCharCode(65 + index % 26);
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
