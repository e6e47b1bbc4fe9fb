import type { PageCell } from "../chapter_pages.ts";
import { htmlOf } from "./block_html.ts";
import { blocksOf } from "./blocks.ts";
import { wordCount } from "./words.ts";
import { keySentences } from "./key_sentences.ts";
import {
  type Exhibit,
  exhibitsHtml,
  exhibitsOf,
  isTall,
  packExhibits,
} from "./exhibits.ts";
import { codeHtml } from "./code.ts";
import { fitMono } from "./mono_fit.ts";
import { SCREEN, type Slide } from "./slide.ts";

/** Height in px of a line or two below a picture. */
const CAPTION = 104;
const MOST_CAPTION_WORDS = 34;
/** Height in px of an output that needs no slide of its own. */
const SHORT = 170;

/** The slides of a code cell, and the text after the cell that is not on them. */
export interface DemoSlides {
  /** The slides in order. */
  slides: Slide[];
  /** The rest of the text, as Markdown; often empty. */
  rest: string;
}

/**
 * Makes the slides of a code cell and its outputs: the code, then the outputs, the last with a caption.
 *
 * @param cell The code cell.
 * @param notice The Markdown of the text that follows the cell; empty when something else follows.
 * @returns The slides, and the part of `notice` that is not on them.
 */
export function demoSlides(cell: PageCell, notice: string): DemoSlides {
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

/** Code with an output of a few lines below it; `null` when the code would become too small. */
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

/** Takes the first block as caption when it is a short paragraph. */
function captionOf(notice: string): { caption: string; rest: string } {
  const [first, ...others] = blocksOf(notice);
  const caption = first?.type === "paragraph" ? keySentences(first.raw) : "";
  const fits = caption && wordCount(caption) <= MOST_CAPTION_WORDS &&
    !caption.trimEnd().endsWith(":");
  return fits
    ? { caption, rest: others.map(({ raw }) => raw).join("\n\n") }
    : { caption: "", rest: notice };
}
