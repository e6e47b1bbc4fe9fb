import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser } from "../browser/browser.ts";
import { inTabs } from "../browser/tabs.ts";
import type { Mistake } from "./mistakes.ts";

const SCHEMES = ["light", "dark"] as const;

/** Stops transitions, during which colours would be measured wrongly, and unfolds everything. */
const PREPARE = `(() => {
  const still = document.createElement("style");
  still.textContent = "*, ::before, ::after { transition: none !important; animation: none !important }";
  document.head.append(still);
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  return document.documentElement.dataset.theme !== undefined;
})()`;

/** Runs axe, but not on the text of pictures, whose contrast the tests of the pictures check. */
const MEASURE = `(async (scheme) => {
  const root = document.documentElement;
  if (root.dataset.theme) root.dataset.theme = scheme;
  const { violations } = await axe.run(
    { exclude: [["svg"]] },
    { runOnly: ["color-contrast"], resultTypes: ["violations"] },
  );
  return violations.flatMap(({ nodes }) => nodes).map(({ any, target }) => ({
    ...any[0].data,
    text: document.querySelector(target.flat().at(-1))?.textContent.trim().replace(/\\s+/g, " ").slice(0, 40),
  }));
})`;

interface Weak {
  text: string;
  fgColor: string;
  bgColor: string;
  contrastRatio: number;
  expectedContrastRatio: string;
}

/**
 * Measures the contrast of all text in the light scheme and, on pages that have one, in the dark scheme.
 *
 * @param browser The browser that opens the pages.
 * @param folder Absolute path of the folder that holds the pages.
 * @param pages Paths of the pages in the folder; a query after a `?` is passed to the page.
 * @returns A mistake for each pair of colours below WCAG's level AA, once for each page.
 */
export async function contrastMistakes(
  browser: Browser,
  folder: string,
  pages: string[],
): Promise<Mistake[]> {
  const found = await inTabs(browser, pages, async (tab, address) => {
    const [page, query = ""] = address.split("?");
    await tab.preferScheme("light");
    await tab.goTo(`${pathToFileURL(`${folder}/${page}`)}?${query}`);
    const hasSchemes = await tab.evaluate<boolean>(PREPARE);
    await tab.evaluate(`${axe.source}; 0`);
    const mistakes: Mistake[] = [];
    for (const scheme of hasSchemes ? SCHEMES : ["light"] as const) {
      await tab.preferScheme(scheme);
      const weak = await tab.evaluate<Weak[]>(`${MEASURE}("${scheme}")`);
      mistakes.push(...describe(page!, scheme, weak));
    }
    return mistakes;
  });
  return found.flat();
}

function describe(page: string, scheme: string, weak: Weak[]): Mistake[] {
  const pairs = Map.groupBy(
    weak,
    ({ fgColor, bgColor }) => `${fgColor} on ${bgColor}`,
  );
  return [...pairs].map(([colours, [first, ...others]]) => ({
    page,
    kind: "contrast",
    what: `Cannot read "${
      first!.text
    }" in the ${scheme} scheme: expected a contrast of ${
      parseFloat(first!.expectedContrastRatio)
    } but found ${first!.contrastRatio} (${colours}${
      others.length > 0 ? `, in ${others.length + 1} places` : ""
    })`,
  }));
}
