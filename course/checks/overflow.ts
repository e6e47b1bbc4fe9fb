import { pathToFileURL } from "node:url";
import type { Browser } from "../browser/browser.ts";
import { inTabs } from "../browser/tabs.ts";
import type { Mistake } from "./mistakes.ts";

/** Finds the slides whose content does not fit, each by its number and first words. */
const MEASURE = `(() => {
  const found = [];
  Reveal.getSlides().forEach((slide, index) => {
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, 99);
    const body = slide.querySelector(".body");
    const room = body.getBoundingClientRect();
    const spill = Math.max(0, ...[...body.querySelectorAll("*")].flatMap((part) => {
      if (part.closest("svg") && part.tagName !== "svg") return [];
      const box = part.getBoundingClientRect();
      return [box.bottom - room.bottom, room.top - box.top, box.right - room.right, room.left - box.left];
    }));
    if (spill > 1) found.push({ number: index + 1, spill: Math.round(spill), text: body.innerText.trim().slice(0, 40).replace(/\\s+/g, " ") });
  });
  return found;
})()`;

interface Spill {
  number: number;
  spill: number;
  text: string;
}

/**
 * Measures each slide in a browser.
 *
 * @param browser The browser that opens the pages.
 * @param folder Absolute path of the folder of slides.
 * @param pages Paths of the pages in the folder that hold slides.
 * @returns A mistake for each slide that does not fit.
 */
export async function overflowMistakes(
  browser: Browser,
  folder: string,
  pages: string[],
): Promise<Mistake[]> {
  const found = await inTabs(browser, pages, async (tab, page) => {
    await tab.goTo(pathToFileURL(`${folder}/${page}`).href);
    await tab.until("globalThis.Reveal?.isReady()", "the first slide");
    const spills = await tab.evaluate<Spill[]>(MEASURE);
    return spills.map((spill): Mistake => ({
      page,
      kind: "overflow",
      what:
        `Cannot show slide ${spill.number} ("${spill.text}"): expected it to fit on the screen but found it ${spill.spill} px too large`,
      next: "Shorten the cell, or look at the sizes in course/slides/",
    }));
  });
  return found.flat();
}
