/** What must be right in the exported course before anybody reads it. */
import { Browser } from "./browser/browser.ts";
import { contrastFindings } from "./checks/contrast.ts";
import type { Finding } from "./checks/finding.ts";
import { filesIn, readPages } from "./checks/html_pages.ts";
import { linkFindings } from "./checks/links.ts";
import { overflowFindings } from "./checks/overflow.ts";
import { altFindings } from "./checks/pictures.ts";
import { spellingFindings } from "./checks/spelling.ts";
import { findChromium } from "./chromium.ts";

export type { Finding } from "./checks/finding.ts";

/** What is said when there is no browser. */
const NO_BROWSER =
  "Neither contrast nor the size of slides was checked: that needs Chromium or Chrome. Install one (Debian and Ubuntu: apt install chromium), or name it in CHROME_PATH, and export again";

/** How a folder is checked. */
export interface CheckOptions {
  /** Path of Chromium; `null` leaves out what needs it. Looked for when left out. */
  chromium?: string | null;
  /** Told in a line what is left out. */
  say?: (line: string) => void;
}

/**
 * Checks a site: links, alt texts, spelling, and in a browser the contrast of all text, light and dark.
 *
 * @param folder The site.
 * @param options How.
 * @returns What a reader would stumble over; empty for a good site.
 */
export async function checkSite(
  folder: string,
  options: CheckOptions = {},
): Promise<Finding[]> {
  const files = await filesIn(folder);
  const pages = await readPages(folder, files);
  const contrast = await inBrowser(
    options,
    (browser) =>
      contrastFindings(browser, folder, pages.map(({ path }) => path)),
  );
  return [
    ...linkFindings(pages, files),
    ...altFindings(pages),
    ...spellingFindings(pages),
    ...contrast,
  ];
}

/**
 * Checks slides: links, alt texts, and in a browser their contrast and whether each fits on the screen. Their words are
 * those of the site.
 *
 * @param folder The slides.
 * @param options How.
 * @returns What a class would stumble over; empty for good slides.
 */
export async function checkSlides(
  folder: string,
  options: CheckOptions = {},
): Promise<Finding[]> {
  const files = await filesIn(folder);
  const pages = await readPages(folder, files);
  const decks = pages.map(({ path }) => path)
    .filter((path) => path !== "index.html");
  const seen = await inBrowser(
    options,
    async (browser) => [
      ...await overflowFindings(browser, folder, decks),
      ...await contrastFindings(browser, folder, [
        "index.html",
        ...decks.map((path) => `${path}?print-pdf`),
      ]),
    ],
  );
  return [
    ...linkFindings(pages, files),
    ...altFindings(pages),
    ...seen,
  ];
}

/**
 * Tells what was found, for somebody who wants to mend it.
 *
 * @param findings At least one.
 * @param folder The folder that was checked, for the reader to find the pages in.
 * @returns A line for each, page by page, and a line that counts them.
 */
export function findingsText(findings: Finding[], folder: string): string {
  const lines = findings.toSorted((a, b) => a.page.localeCompare(b.page))
    .map(({ page, what, next }) =>
      `${page}: ${what}${next ? `. ${next}` : ""}`
    );
  const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
  return [
    ...lines,
    `Cannot finish "${folder}": expected no mistakes but found ${count}, named above`,
  ]
    .join("\n");
}

async function inBrowser(
  { chromium, say = console.log }: CheckOptions,
  check: (browser: Browser) => Promise<Finding[]>,
): Promise<Finding[]> {
  const program = chromium === undefined ? await findChromium() : chromium;
  if (program === null) {
    say(NO_BROWSER);
    return [];
  }
  await using browser = await Browser.launch(program);
  return await check(browser);
}
