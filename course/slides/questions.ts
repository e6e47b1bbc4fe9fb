import { keyBlocks } from "./key_sentences.ts";
import { blocksOf, htmlOf } from "./markdown.ts";
import { proseHeight } from "./sizes.ts";
import type { Slide } from "./slide.ts";

/** Room in px for an answer below its question. */
const ANSWER_ROOM = 330;

/** A question, and the answer that a reader unfolds. */
export interface Folded {
  /** HTML within a line. */
  question: string;
  /** Markdown. */
  answer: string;
}

/**
 * Reads what stands folded in a cell.
 *
 * @param source Markdown with `<details>`.
 * @returns In their order.
 */
export function foldedIn(source: string): Folded[] {
  const found = source.matchAll(
    /<details>\s*<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/g,
  );
  return [...found].map(([, question, answer]) => ({
    question: question!.trim(),
    answer: answer!.trim(),
  }));
}

/**
 * Makes a slide of each folded question; its answer comes at the next key, in full or by its key sentences.
 *
 * @param source Markdown with `<details>`.
 * @returns One slide for each question.
 */
export function questionSlides(source: string): Slide[] {
  return foldedIn(source).map(({ question, answer }) => {
    const blocks = blocksOf(answer);
    const height = blocks.reduce((sum, block) => sum + proseHeight(block), 0);
    const shown = height <= ANSWER_ROOM ? blocks : keyBlocks(blocks);
    return {
      kind: "answer",
      body: `<p class="asked">${question}</p>\n<div class="fragment">${
        htmlOf(shown)
      }</div>`,
      notes: htmlOf(answer),
    };
  });
}

/**
 * Makes the slide of a prediction: what the class says before the cell runs.
 *
 * @param source Markdown that opens with a label in bold.
 * @returns The slide.
 */
export function predictSlide(source: string): Slide {
  const [, label = "Before you run it", question = source] =
    source.match(/^\*\*(.+?):?\*\*:?\s*([\s\S]*)$/) ?? [];
  return {
    kind: "question",
    body: `<p class="label">${label}</p>\n<div class="asked">${
      htmlOf(capitalised(question))
    }</div>`,
    notes: "",
  };
}

function capitalised(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
