/** Checks of the exported course before anybody reads it. */
import { Browser } from "./browser/browser.ts";
import { contrastMistakes } from "./checks/contrast.ts";
import type { Mistake } from "./checks/mistakes.ts";
import { filesIn, readPages } from "./checks/html_pages.ts";
import { linkMistakes } from "./checks/links.ts";
import { overflowMistakes } from "./checks/overflow.ts";
import { altMistakes } from "./checks/pictures.ts";
import { spellingMistakes } from "./checks/spelling.ts";
import { findChromium } from "./chromium.ts";

export {
  type Mistake,
  type MistakeKind,
  mistakesText,
} from "./checks/mistakes.ts";

/** The line about a missing browser. */
const NO_BROWSER =
  "Neither contrast nor the size of slides was checked: that needs Chromium or Chrome. Install one (Debian and Ubuntu: apt install chromium), or name it in CHROME_PATH, and export again";

/** Options for checking a folder of the exported course. */
export interface CheckOptions {
  /** Path of Chromium; `null` leaves out the checks that need it. By default the installed one is used. */
  chromium?: string | null;
  /** Callback for a line about checks that are left out; by default it is printed. */
  say?: (line: string) => void;
}

/**
 * Checks a site: links, alt texts, spelling, and in a browser the contrast of all text, light and dark.
 *
 * @param folder Absolute path of the site.
 * @param options The browser, and where to report checks that are left out.
 * @returns The mistakes; none for a good site.
 */
export async function checkSite(
  folder: string,
  options: CheckOptions = {},
): Promise<Mistake[]> {
  const files = await filesIn(folder);
  const pages = await readPages(folder, files);
  const contrast = await inBrowser(
    options,
    (browser) =>
      contrastMistakes(browser, folder, pages.map(({ path }) => path)),
  );
  return [
    ...linkMistakes(pages, files),
    ...altMistakes(pages),
    ...spellingMistakes(pages),
    ...contrast,
  ];
}

/**
 * Checks slides: links, alt texts, and in a browser their contrast and whether each fits on the screen. Their spelling is
 * checked with the site, which has the same words.
 *
 * @param folder Absolute path of the slides.
 * @param options The browser, and where to report checks that are left out.
 * @returns The mistakes; none for good slides.
 */
export async function checkSlides(
  folder: string,
  options: CheckOptions = {},
): Promise<Mistake[]> {
  const files = await filesIn(folder);
  const pages = await readPages(folder, files);
  const decks = pages.map(({ path }) => path)
    .filter((path) => path !== "index.html");
  const seen = await inBrowser(
    options,
    async (browser) => [
      ...await overflowMistakes(browser, folder, decks),
      ...await contrastMistakes(browser, folder, [
        "index.html",
        ...decks.map((path) => `${path}?print-pdf`),
      ]),
    ],
  );
  return [
    ...linkMistakes(pages, files),
    ...altMistakes(pages),
    ...seen,
  ];
}

async function inBrowser(
  { chromium, say = console.log }: CheckOptions,
  check: (browser: Browser) => Promise<Mistake[]>,
): Promise<Mistake[]> {
  const program = chromium === undefined ? await findChromium() : chromium;
  if (program === null) {
    say(NO_BROWSER);
    return [];
  }
  await using browser = await Browser.launch(program);
  return await check(browser);
}
