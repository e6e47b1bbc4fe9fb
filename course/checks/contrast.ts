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

/**
 * Runs axe on one text of each look: the words of a page are thousands, and share a few colours, sizes and backgrounds.
 * The text of pictures is left out, as the tests of the pictures check it.
 */
const MEASURE = `(async (scheme) => {
  const root = document.documentElement;
  if (root.dataset.theme) root.dataset.theme = scheme;
  const grounds = new Map([[null, ""]]);
  const groundOf = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
      const below = groundOf(element.parentElement);
      grounds.set(element, own === "rgba(0, 0, 0, 0),none,1,none,normal" ? below : below + "/" + own);
    }
    return grounds.get(element);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const looks = new Map();
  while (texts.nextNode()) {
    const { data, parentElement: element } = texts.currentNode;
    const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (data.trim() === "" || element.closest("svg") || !isSeen) continue;
    const { color, fontSize, fontWeight, textShadow, position } = getComputedStyle(element);
    const look = [groundOf(element), color, fontSize, fontWeight, textShadow, position].join(";");
    looks.set(look, [...looks.get(look) ?? [], element]);
  }
  const samples = new Map([...looks.values()].map((elements) => [elements[0], elements.length]));
  const { violations } = await axe.run(
    { include: [...samples.keys()], exclude: [["svg"]] },
    { runOnly: ["color-contrast"], resultTypes: ["violations"], elementRef: true },
  );
  return violations.flatMap(({ nodes }) => nodes).map(({ any, element }) => ({
    ...any[0].data,
    places: samples.get(element) ?? 0, // a text within the sample of another look
    text: element.textContent.trim().replace(/\\s+/g, " ").slice(0, 40),
  }));
})`;

interface Weak {
  text: string;
  /** Number of texts of this look. */
  places: number;
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
  return [...pairs].map(([colours, alike]) => {
    const { text, contrastRatio, expectedContrastRatio } = alike[0]!;
    const places = alike.reduce((sum, { places }) => sum + places, 0);
    return {
      page,
      kind: "contrast",
      what:
        `Cannot read "${text}" in the ${scheme} scheme: expected a contrast of ${
          parseFloat(expectedContrastRatio)
        } but found ${contrastRatio} (${colours}${
          places > 1 ? `, in ${places} places` : ""
        })`,
    };
  });
}
