import { type Block, blocksOf } from "./markdown.ts";
import { wordsOf } from "./words.ts";

/** So many words of prose can be taken in while somebody talks. */
const MOST_WORDS = 60;
/** A paragraph of so few words is not taken apart. */
const SHORT_PARAGRAPH = 25;
/** A shorter sentence needs the next one to say anything. */
const FEWEST_WORDS = 6;

/**
 * Keeps of a text what belongs on a slide: all of a short one; of a longer one the sentence of each paragraph, and of
 * each point of a list, that defines a word or comes first.
 *
 * @param blocks Of a cell; headings, tables, quotes and code stay as they are.
 * @returns New blocks.
 */
export function keyBlocks(blocks: Block[]): Block[] {
  const isProse = ({ type }: Block): boolean =>
    type === "paragraph" || type === "list";
  const words = wordsOf(
    blocks.filter(isProse).map(({ raw }) => raw).join("\n"),
  );
  if (words <= MOST_WORDS) return blocks;
  return blocks.flatMap((block) => {
    if (block.type === "paragraph") return blocksOf(keySentences(block.raw));
    return block.type === "list" ? blocksOf(keyPoints(block)) : [block];
  });
}

/**
 * Keeps the sentences of a paragraph that define a word, or else its first; all of a short one.
 *
 * @param paragraph Markdown. One that leads to what follows, by a colon at its end, keeps its last sentence too.
 * @returns Markdown.
 */
export function keySentences(paragraph: string): string {
  if (wordsOf(paragraph) <= SHORT_PARAGRAPH) return paragraph;
  const sentences = sentencesOf(paragraph);
  const defining = sentences.filter((sentence) => sentence.includes("**"));
  const kept = defining.length > 0 ? defining : opening(sentences);
  const last = sentences.at(-1)!;
  return [
    ...kept,
    ...(last.endsWith(":") && !kept.includes(last) ? [last] : []),
  ]
    .join(" ");
}

/**
 * Splits a paragraph into its sentences.
 *
 * @param paragraph Markdown; a full stop within code or within a link's address ends nothing.
 * @returns Markdown of each, without the blanks between them.
 */
export function sentencesOf(paragraph: string): string[] {
  const whole: string[] = [];
  const shielded = paragraph.trim().replaceAll(
    /`[^`]*`|\]\([^)]*\)/g,
    (part) => {
      whole.push(part);
      return `\uE000${whole.length - 1}\uE001`;
    },
  );
  return shielded.split(/(?<=[.!?:][)*"_]*)\s+(?=[*_("\[]*[A-Z\uE000])/)
    .map((sentence) =>
      sentence.replaceAll(
        /\uE000(\d+)\uE001/g,
        (_, index) => whole[Number(index)]!,
      )
    );
}

function opening(sentences: string[]): string[] {
  const enough = sentences.findIndex((_, index) =>
    wordsOf(sentences.slice(0, index + 1).join(" ")) >= FEWEST_WORDS
  );
  return sentences.slice(0, enough < 0 ? sentences.length : enough + 1);
}

function keyPoints(list: Block): string {
  return list["items"].map((item: Block, index: number) => {
    const mark = list["ordered"] ? `${index + 1}.` : "-";
    const text = (item["text"] as string).replaceAll("\n", " ");
    return `${mark} ${opening(sentencesOf(text)).join(" ")}`;
  }).join("\n");
}
