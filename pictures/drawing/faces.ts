import type { ConsumerRecord } from "workbook/records.ts";
import { printable } from "../escape.ts";
import { NO_KEY, type Swatch, swatches } from "../palette.ts";
import { badge } from "./box.ts";
import type { Face, SameOffset } from "./lane.ts";
import type { LegendItem } from "./picture.ts";
import { sample } from "./sample.ts";
import { element, textWidth } from "./svg.ts";

/** How the records of one picture look. */
export interface Faces {
  /** Gives the face of a record, which comes with its repetitions: the records of the same offset. */
  of: (same: SameOffset) => Face;
  /** Explains colours, letters and signs. */
  legend: LegendItem[];
  /** Width of a box that their texts fit in, in px. */
  boxWidth: number;
}

/** Longest key that is written on its records, in characters; a letter stands for longer ones. */
const LONGEST_TAG = 6;
/** Longest key or label in the text equivalent, in characters. */
const LONGEST_TEXT = 40;
const NARROWEST_BOX = 38;
const WIDEST_BOX = 104;
/** Most keys that the legend explains. */
const MOST_KEYS = 12;
const SIGNS = ["!", "×", "?", "≠", "*"] as const;

/** The trait that tells the records of a picture apart. */
export interface Trait {
  /** Its name, for the legend: `Key`. */
  name: string;
  /** Gives the trait of a record; `null` when it has none. */
  of: (record: ConsumerRecord) => string | null;
}

/**
 * Gives each record its face: colour and letter by key, a label, a sign where something is wrong.
 *
 * @param records All records of the picture.
 * @param trait The trait that gives a record its colour: its key, or what stands in for it.
 * @param label A function that gives the text to write on a record.
 * @param flag A function that names what is wrong with a record; `null` when nothing is.
 * @returns The faces and their legend.
 */
export function facesOf(
  records: readonly ConsumerRecord[],
  trait: Trait,
  label: (record: ConsumerRecord) => string,
  flag: (record: ConsumerRecord) => string | null,
): Faces {
  const looks = swatches(records.map(trait.of));
  const tags = tagsOf(looks);
  const signs = signsOf(records.map(flag));
  const labelOf = (record: ConsumerRecord): string => shortened(label(record));
  const of = (same: SameOffset): Face => {
    const record = same.find((each) => flag(each) !== null) ?? same[0];
    const word = flag(record);
    const key = trait.of(record);
    return {
      look: looks.get(key) ?? NO_KEY,
      tag: tags.get(key) ?? "",
      key: key === null ? null : shortened(key),
      label: labelOf(record),
      wrong: word === null ? null : { word, sign: signs.get(word) ?? "!" },
    };
  };
  return {
    of,
    legend: [...keyItems(trait.name, looks, tags), ...signItems(signs)],
    boxWidth: boxWidth([...tags.values()], records.map(labelOf)),
  };
}

function shortened(text: string): string {
  const line = printable(text);
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT)}…`;
}

function tagsOf(looks: Map<string | null, Swatch>): Map<string | null, string> {
  const names = [...looks.keys()].map((key) => printable(key ?? ""));
  const areShort = names.every((name) => name.length <= LONGEST_TAG);
  return new Map(
    [...looks].map(([key, { letter }]) => [
      key,
      areShort && key !== null ? printable(key) : letter,
    ]),
  );
}

function signsOf(flags: (string | null)[]): Map<string, string> {
  const wrongs = [...new Set(flags)].filter((word) => word !== null);
  return new Map(
    wrongs.map((word, index) => [word, SIGNS[index % SIGNS.length] ?? "!"]),
  );
}

function boxWidth(tags: string[], labels: string[]): number {
  const widest = Math.max(
    ...tags.map((tag) => textWidth(tag, 13.5)),
    labels.reduce((most, each) => Math.max(most, textWidth(each, 12)), 0),
  );
  return Math.min(Math.max(widest + 10, NARROWEST_BOX), WIDEST_BOX);
}

/** The trait's name, and an item for each of the first keys; nothing without keys. */
function keyItems(
  name: string,
  looks: Map<string | null, Swatch>,
  tags: Map<string | null, string>,
): LegendItem[] {
  if (looks.size === 0) return [];
  const items = [...looks].slice(0, MOST_KEYS).map(([key, look]) => ({
    sign: sample(look.fill, tags.get(key) === look.letter ? look.letter : ""),
    meaning: key === null ? "none" : printable(key),
  }));
  const more = looks.size - items.length;
  return [
    { sign: null, meaning: name },
    ...items,
    ...(more > 0 ? [{ sign: null, meaning: `… ${more} more` }] : []),
  ];
}

/** An item for each word that names what is wrong with a record. */
function signItems(signs: Map<string, string>): LegendItem[] {
  return [...signs].map(([word, sign]) => ({
    sign: element("g", {}, ...badge(sign, 9, 8)),
    meaning: word,
  }));
}
