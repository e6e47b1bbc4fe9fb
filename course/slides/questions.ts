import { keyBlocks } from "./key_sentences.ts";
import { type Block, blocksOf, htmlOf } from "./markdown.ts";
import { proseSlides } from "./prose.ts";
import { proseHeight } from "./sizes.ts";
import { SCREEN, type Slide } from "./slide.ts";
import { lettersOf } from "./words.ts";

/** Font size in px of a question whose answer follows, as in slides.css. */
const QUESTION = 36;

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
 * Makes slides of folded questions, one of each; its answer comes at the next key, in full or by its key sentences.
 *
 * @param source Markdown with `<details>`.
 * @returns One slide for each question, and more where its answer does not fit below.
 */
export function questionSlides(source: string): Slide[] {
  return foldedIn(source).flatMap(({ question, answer }) => {
    const room = SCREEN.body.height - questionHeight(question);
    const blocks = blocksOf(answer);
    const shown = heightOf(blocks) <= room ? blocks : keyBlocks(blocks);
    const tooHigh = shown.findIndex((_, index) =>
      heightOf(shown.slice(0, index + 1)) > room
    );
    const below = tooHigh < 0 ? shown : shown.slice(0, tooHigh);
    return [
      {
        kind: "answer",
        body: `<p class="asked">${question}</p>\n<div class="fragment">${
          htmlOf(below)
        }</div>`,
        notes: htmlOf(answer),
      },
      ...proseSlides(
        shown.slice(below.length).map(({ raw }) => raw).join("\n\n"),
        { kind: "prose", whole: true },
      ),
    ];
  });
}

function heightOf(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + proseHeight(block), 0);
}

/** In the larger letters of questions, with its margin. */
function questionHeight(question: string): number {
  const perLine = SCREEN.body.width / (QUESTION * 0.58);
  return Math.ceil(lettersOf(question) / perLine) * QUESTION * 1.35 + 28;
}

/**
 * Makes the slide of a prediction: what the class says before the cell runs.
 *
 * @param source Markdown that opens with a label in bold.
 * @param notice Markdown behind the cell, which tells what came of it; empty when there is none.
 * @returns The slide; what comes of it is in its notes, for the teacher alone.
 */
export function predictSlide(source: string, notice: string): Slide {
  const [, label = "Before you run it", question = source] =
    source.match(/^\*\*(.+?):?\*\*:?\s*([\s\S]*)$/) ?? [];
  return {
    kind: "question",
    body: `<p class="label">${label}</p>\n<div class="asked">${
      htmlOf(capitalised(question))
    }</div>`,
    notes: htmlOf(notice),
  };
}

function capitalised(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
