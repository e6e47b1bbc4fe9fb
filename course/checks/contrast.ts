import axe from "axe-core";
import type { Browser } from "../browser/browser.ts";
import { inTabs } from "../browser/tabs.ts";
import type { Finding } from "./finding.ts";
import { toFileUrl } from "./folders.ts";

const SCHEMES = ["light", "dark"] as const;

/** Colours that are on their way to another would be measured wrongly. Everything folded is unfolded. */
const PREPARE = `(() => {
  const still = document.createElement("style");
  still.textContent = "*, ::before, ::after { transition: none !important; animation: none !important }";
  document.head.append(still);
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  return document.documentElement.dataset.theme !== undefined;
})()`;

/** What axe finds; the text of pictures is left out, whose colours the tests of lib/drawing hold to the same contrast. */
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
 * Measures the contrast of all text, as readers see it who prefer light and, where a page has another look for them, who
 * prefer dark.
 *
 * @param browser Opens the pages.
 * @param folder Where they are.
 * @param pages Their files; what stands behind a `?` is handed to the page.
 * @returns A finding for each pair of colours that is below WCAG's level AA, once a page.
 */
export async function contrastFindings(
  browser: Browser,
  folder: string,
  pages: string[],
): Promise<Finding[]> {
  const found = await inTabs(browser, pages, async (tab, address) => {
    const [page, query = ""] = address.split("?");
    await tab.preferScheme("light");
    await tab.goTo(`${toFileUrl(`${folder}/${page}`)}?${query}`);
    const hasSchemes = await tab.evaluate<boolean>(PREPARE);
    await tab.evaluate(`${axe.source}; 0`);
    const findings: Finding[] = [];
    for (const scheme of hasSchemes ? SCHEMES : ["light"] as const) {
      await tab.preferScheme(scheme);
      const weak = await tab.evaluate<Weak[]>(`${MEASURE}("${scheme}")`);
      findings.push(...describe(page!, scheme, weak));
    }
    return findings;
  });
  return found.flat();
}

function describe(page: string, scheme: string, weak: Weak[]): Finding[] {
  const pairs = Map.groupBy(
    weak,
    ({ fgColor, bgColor }) => `${fgColor} on ${bgColor}`,
  );
  return [...pairs].map(([colours, [first, ...others]]) => ({
    page,
    check: "contrast",
    what: `Cannot read "${
      first!.text
    }" in the ${scheme} scheme: expected a contrast of ${
      parseFloat(first!.expectedContrastRatio)
    } but found ${first!.contrastRatio} (${colours}${
      others.length > 0 ? `, in ${others.length + 1} places` : ""
    })`,
  }));
}
