import { type Block, blocksOf } from "./blocks.ts";
import { wordCount } from "./words.ts";

/** Number of words of prose that a class can read while the teacher talks. */
const MOST_WORDS = 60;
/** A paragraph of at most this many words is kept whole. */
const SHORT_PARAGRAPH = 25;
/** Number of words below which a sentence needs the next one to be understood. */
const FEWEST_WORDS = 6;

/**
 * Shortens a text for a slide: a short one is kept whole; of a longer one each paragraph, and each point of a list, keeps
 * the sentence that defines a word or comes first.
 *
 * @param blocks The blocks of a text cell; headings, tables, quotes and code stay as they are.
 * @returns New blocks.
 */
export function keyBlocks(blocks: Block[]): Block[] {
  const isProse = ({ type }: Block): boolean =>
    type === "paragraph" || type === "list";
  const words = wordCount(
    blocks.filter(isProse).map(({ raw }) => raw).join("\n"),
  );
  if (words <= MOST_WORDS) return blocks;
  return blocks.flatMap((block) => {
    if (block.type === "paragraph") return blocksOf(keySentences(block.raw));
    return block.type === "list" ? blocksOf(keyPoints(block)) : [block];
  });
}

/**
 * Keeps the sentences of a paragraph that define a word, or else its first; a short paragraph is kept whole.
 *
 * @param paragraph The Markdown of the paragraph. When it ends with a colon, its last sentence is kept too.
 * @returns The Markdown of the sentences.
 */
export function keySentences(paragraph: string): string {
  if (wordCount(paragraph) <= SHORT_PARAGRAPH) return paragraph;
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
 * @param paragraph The Markdown of the paragraph; a full stop within code or a link's address ends no sentence.
 * @returns The Markdown of each sentence, without the spaces between them.
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
    wordCount(sentences.slice(0, index + 1).join(" ")) >= FEWEST_WORDS
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
