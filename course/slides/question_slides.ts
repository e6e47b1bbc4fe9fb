import { keyBlocks } from "./key_sentences.ts";
import { htmlOf } from "./block_html.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { proseSlides } from "./prose_slides.ts";
import { proseHeight } from "./sizes.ts";
import { SCREEN, type Slide } from "./slide.ts";
import { letterCount } from "./words.ts";

/** Font size in px of a question with its answer, as in slides.css. */
const QUESTION = 36;

/** A question, and the answer that a reader unfolds. */
export interface Folded {
  /** The question, as HTML of one line. */
  question: string;
  /** The answer, as Markdown. */
  answer: string;
}

/**
 * Reads the folded questions in a text cell.
 *
 * @param source The Markdown of the cell, with `<details>`.
 * @returns The questions with their answers, in order.
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
 * Makes the slides of folded questions; the answer appears at the next key press, whole or by its key sentences.
 *
 * @param source The Markdown of the cell, with `<details>`.
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

/** Height in px of a question in its larger font, including the margin. */
function questionHeight(question: string): number {
  const perLine = SCREEN.body.width / (QUESTION * 0.58);
  return Math.ceil(letterCount(question) / perLine) * QUESTION * 1.35 + 28;
}

/**
 * Makes the slide on which the class predicts what a cell will show.
 *
 * @param source The Markdown of the question, which opens with a label in bold.
 * @param notice The Markdown after the cell, which explains the outcome; empty when there is none.
 * @returns The slide; the outcome is in its notes, for the teacher alone.
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
