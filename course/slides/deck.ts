import { INK } from "pictures/palette.ts";
import type { ChapterPage } from "../chapter_pages.ts";
import { formatStamp, type Stamp } from "../stamp.ts";
import { escapeHtml } from "./words.ts";
import { outlineOf } from "./outline.ts";
import type { Section, Slide, SlideKind } from "./slide.ts";

/** Colours of the slides that fill the whole screen with one, whatever its shape. */
const BACKGROUNDS: Partial<Record<SlideKind, string>> = {
  question: INK.track,
  takeaway: INK.strong,
};

/**
 * Writes a chapter's slides as a page.
 *
 * @param page The chapter.
 * @param stamp The versions and the date of the export, which the first slide shows.
 * @returns An HTML document that needs `assets/` beside it.
 */
export function deckHtml(page: ChapterPage, stamp: Stamp): string {
  const title = escapeHtml(page.title);
  const sections = outlineOf(page).map((section) =>
    sectionHtml(section, title)
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/reveal.css">
<link rel="stylesheet" href="assets/slides.css">
</head>
<body>
<div class="reveal">
<div class="slides">
${
    sections.join("\n").replace(
      "</h1>",
      `</h1>\n<p class="stamp">${escapeHtml(formatStamp(stamp))}</p>`,
    )
  }
</div>
</div>
<script src="assets/reveal.js"></script>
<script src="assets/notes.js"></script>
<script src="assets/highlight.js"></script>
<script src="assets/deck.js"></script>
</body>
</html>
`;
}

/**
 * Writes the page that lists the slides of all chapters.
 *
 * @param pages The chapters.
 * @param stamp The versions and the date of the export.
 * @returns An HTML document.
 */
export function indexHtml(pages: ChapterPage[], stamp: Stamp): string {
  const items = pages.map(({ name, title }) =>
    `<li><a href="${name}.html">${escapeHtml(title)}</a></li>`
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slides · Kafka Workbook</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/slides.css">
</head>
<body class="index">
<main>
<h1>Slides of the Kafka Workbook</h1>
<ul>
${items.join("\n")}
</ul>
<p>Space goes on, Esc shows all slides, S opens the full text beside them. To print, add <code>?print-pdf</code> to the address.</p>
<p class="stamp">${escapeHtml(formatStamp(stamp))}</p>
</main>
</body>
</html>
`;
}

function sectionHtml({ title, slides }: Section, chapter: string): string {
  const head = title || chapter;
  return `<section>\n${
    slides.map((slide) => slideHtml(slide, head)).join("\n")
  }\n</section>`;
}

function slideHtml({ kind, body, notes }: Slide, head: string): string {
  const running = kind === "title" || kind === "section"
    ? ""
    : `<p class="head">${head}</p>\n`;
  const aside = notes ? `\n<aside class="notes">\n${notes}</aside>` : "";
  const background = BACKGROUNDS[kind];
  const filled = background ? ` data-background-color="${background}"` : "";
  return `<section class="${kind}"${filled}>
<div class="screen">
${running}<div class="body">
${body}
</div>
</div>${aside}
</section>`;
}
