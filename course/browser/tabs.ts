import type { Browser } from "./browser.ts";
import type { Page } from "./page.ts";

/** One tab for each core; more would only wait for each other. */
const TABS = Math.min(4, navigator.hardwareConcurrency);

/**
 * Inspects many things in a browser, several at a time, each in a page of its own.
 *
 * @param browser The browser that opens the pages.
 * @param things The things to inspect.
 * @param look The inspection of one thing; it gets an empty page of 1280 by 720 px, which is closed afterwards.
 * @returns The results in the order of the things.
 */
export async function inTabs<Thing, Seen>(
  browser: Browser,
  things: Thing[],
  look: (tab: Page, thing: Thing) => Promise<Seen>,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  const waiting = [...things.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, thing] = next;
      await using tab = await browser.openPage(1280, 720);
      seen[index] = await look(tab, thing);
    }
  };
  await Promise.all(Array.from({ length: TABS }, work));
  return seen;
}
