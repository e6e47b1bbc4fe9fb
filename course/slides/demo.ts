import type { PageCell } from "../chapter_pages.ts";
import { blocksOf, htmlOf } from "./markdown.ts";
import { wordsOf } from "./words.ts";
import { keySentences } from "./key_sentences.ts";
import {
  type Exhibit,
  exhibitsHtml,
  exhibitsOf,
  isTall,
  packExhibits,
} from "./outputs.ts";
import { codeHtml } from "./code.ts";
import { fitMono } from "./mono.ts";
import { SCREEN, type Slide } from "./slide.ts";

/** Room in px for a line or two below a picture. */
const CAPTION = 104;
const MOST_CAPTION_WORDS = 34;
/** Height in px of an output that needs no slide of its own. */
const SHORT = 170;

/** What the chapter says behind a cell, without what now stands under the picture. */
export interface Shown {
  slides: Slide[];
  /** Markdown; what is left to say. */
  rest: string;
}

/**
 * Makes slides of a code cell and what it showed: the code, then the outputs, the last with the sentence that says what
 * to see in it.
 *
 * @param cell The code cell.
 * @param notice Markdown that follows it in the chapter; empty when something else does.
 * @returns The slides, and the part of `notice` that is not on them.
 */
export function demoSlides(cell: PageCell, notice: string): Shown {
  const exhibits = exhibitsOf(cell.outputs);
  const code = codeHtml(cell.source);
  if (exhibits.length === 0) return { slides: [codeSlide(code)], rest: notice };
  const together = withShortOutput(cell.source, exhibits);
  if (together) return { slides: [codeSlide(together)], rest: notice };
  const needed = exhibits.at(-1)!;
  const { caption, rest } =
    isTall(needed) || needed.height <= SCREEN.body.height - CAPTION
      ? captionOf(notice)
      : { caption: "", rest: notice };
  const room = SCREEN.body.height - (caption ? CAPTION : 0);
  const parts = packExhibits(exhibits, room);
  const slides = parts.map((part, index): Slide => {
    const isLast = index === parts.length - 1;
    const words = isLast && caption
      ? `<div class="caption fragment">${htmlOf(caption)}</div>`
      : "";
    const tall = part.some(isTall);
    const html = exhibitsHtml(part, tall || !words ? SCREEN.body.height : room);
    return {
      kind: "output",
      body: tall
        ? `<div class="beside"><div>${html}</div>${words}</div>`
        : html + words,
      notes: isLast && caption ? htmlOf(notice) : "",
    };
  });
  return { slides: [codeSlide(code), ...slides], rest };
}

/** Code and an output of a few lines below it; nothing when the code would become too small. */
function withShortOutput(source: string, exhibits: Exhibit[]): string | null {
  const [only, ...others] = exhibits;
  if (only?.kind !== "text" || others.length > 0 || only.height > SHORT) {
    return null;
  }
  const room = SCREEN.body.height - only.height - 20;
  const { height } = fitMono(source, room, 18);
  if (height > room) return null;
  const shown = exhibitsHtml(exhibits, only.height);
  return `${codeHtml(source, room)}\n<div class="fragment">${shown}</div>`;
}

function codeSlide(body: string): Slide {
  return { kind: "code", body, notes: "" };
}

/** Takes the first paragraph for a caption, when it is one and is short. */
function captionOf(notice: string): { caption: string; rest: string } {
  const [first, ...others] = blocksOf(notice);
  const caption = first?.type === "paragraph" ? keySentences(first.raw) : "";
  const fits = caption && wordsOf(caption) <= MOST_CAPTION_WORDS &&
    !caption.trimEnd().endsWith(":");
  return fits
    ? { caption, rest: others.map(({ raw }) => raw).join("\n\n") }
    : { caption: "", rest: notice };
}
