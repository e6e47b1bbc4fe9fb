/** Slides of the chapters, for a teacher: one idea a slide, pictures included, offline. */
import { INK } from "pictures/palette.ts";
import type { ChapterPage } from "./chapter_pages.ts";
import type { Stamp } from "./stamp.ts";
import { deckHtml, indexHtml } from "./slides/deck.ts";
import { copyReveal } from "./slides/reveal_files.ts";
import script from "./slides/deck.js" with { type: "text" };
import css from "./slides/slides.css" with { type: "text" };

/**
 * Writes the slides of chapters: a page for each chapter and one that lists them, which need no network and no server.
 *
 * @param pages The chapters; solutions are shown when the pages have them.
 * @param folder Path of the target folder; created when missing.
 * @param stamp The versions and the date of the export.
 */
export async function writeSlides(
  pages: ChapterPage[],
  folder: string,
  stamp: Stamp,
): Promise<void> {
  await copyReveal(`${folder}/assets`);
  const colours = Object.entries(INK)
    .map(([name, value]) => `  --${name}: ${value};`).join("\n");
  await Promise.all([
    Deno.writeTextFile(
      `${folder}/assets/slides.css`,
      `:root {\n${colours}\n}\n${css}`,
    ),
    Deno.writeTextFile(`${folder}/assets/deck.js`, script),
    Deno.writeTextFile(`${folder}/index.html`, indexHtml(pages, stamp)),
    ...pages.map((page) =>
      Deno.writeTextFile(`${folder}/${page.name}.html`, deckHtml(page, stamp))
    ),
  ]);
}
