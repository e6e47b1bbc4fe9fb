import { printable } from "../escape.ts";
import { badge } from "./box.ts";
import type { LegendItem } from "./legend.ts";
import { INK, type Swatch } from "../palette.ts";
import { element, type Svg, words } from "./svg.ts";

const MOST_KEYS = 12;

/**
 * Explains colours and letters of keys in a legend.
 *
 * @param name What the keys are: `Key`.
 * @param looks The look of each key.
 * @param tags What is written on the records of each key.
 * @returns The name and an item for each of the first 12 keys; none without keys.
 */
export function keyItems(
  name: string,
  looks: Map<string | null, Swatch>,
  tags: Map<string | null, string>,
): LegendItem[] {
  if (looks.size === 0) return [];
  const items = [...looks].slice(0, MOST_KEYS).map(([key, look]) => ({
    sign: sample(look, tags.get(key) === look.letter ? look.letter : ""),
    meaning: key === null ? "none" : printable(key),
  }));
  const more = looks.size - items.length;
  return [
    { sign: null, meaning: name },
    ...items,
    ...(more > 0 ? [{ sign: null, meaning: `… ${more} more` }] : []),
  ];
}

/**
 * Explains the signs of what is wrong with records in a legend.
 *
 * @param signs Sign by word.
 * @returns One item for each word.
 */
export function signItems(signs: Map<string, string>): LegendItem[] {
  return [...signs].map(([word, sign]) => ({
    sign: element("g", {}, ...badge(sign, 9, 8)),
    meaning: word,
  }));
}

function sample({ fill }: Swatch, letter: string): Svg {
  return element(
    "g",
    {},
    element("rect", {
      x: 0.5,
      y: 0.5,
      width: 17,
      height: 15,
      rx: 3,
      fill,
      stroke: INK.text,
    }),
    words(letter, 9, 12.2, {
      fill: INK.text,
      "font-size": 11,
      "font-weight": 700,
      "text-anchor": "middle",
    }),
  );
}
