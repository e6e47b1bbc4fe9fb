import dictionary from "dictionary-en-gb";
import nspell from "nspell";
import type { Mistake } from "./mistakes.ts";
import type { HtmlPage } from "./html_pages.ts";
import { proseOf } from "./prose_text.ts";
import ownWords from "../words.txt" with { type: "text" };

/** Number of characters that are shown on each side of a word. */
const AROUND = 30;

/**
 * Looks up every word of the pages' prose in a dictionary of British English and in the course's own words.
 *
 * @param pages The pages to read.
 * @returns A mistake for each unknown word, once for each page. Words with digits or inner capitals are names and pass.
 */
export function spellingMistakes(pages: HtmlPage[]): Mistake[] {
  const speller = nspell(dictionary);
  for (const word of ownWords.split("\n")) if (word) speller.add(word);
  const known = new Map<string, boolean>();
  const isKnown = (word: string): boolean => {
    if (!known.has(word)) known.set(word, speller.correct(word));
    return known.get(word)!;
  };
  return pages.flatMap((page) => {
    const unknown = new Map<string, string>();
    for (const text of proseOf(page)) {
      for (const { word, at } of spellableWords(text)) {
        if (!isKnown(word) && !unknown.has(word)) {
          unknown.set(word, text.slice(Math.max(0, at - AROUND), at + AROUND));
        }
      }
    }
    return [...unknown].map(([word, place]): Mistake => {
      const [better] = speller.suggest(word);
      return {
        page: page.path,
        kind: "spelling",
        what:
          `Cannot find "${word}" in the dictionary: expected British English but found "…${place.trim()}…"`,
        next: `${
          better ? `Write "${better}"` : "Correct it"
        }, or add the word to course/words.txt`,
      };
    });
  });
}

/**
 * Splits a text into the words that a dictionary can contain.
 *
 * @param text A text of prose.
 * @returns Each word with its offset; no single letters, no names such as `KafkaJS` or `KIP-480`.
 */
export function spellableWords(text: string): { word: string; at: number }[] {
  const found = text.matchAll(
    /(?<![\p{L}\p{N}_.@/#$\\])\p{L}[\p{L}\p{M}'’]*(?![\p{L}\p{N}_@]|\.\p{L}|-\p{N}|\()/gu,
  );
  return [...found].map(({ 0: word, index }) => ({
    word: word.replaceAll("’", "'").replace(/'s?$/, ""),
    at: index,
  })).filter(({ word }) => word.length > 1 && !/.\p{Lu}/u.test(word));
}
