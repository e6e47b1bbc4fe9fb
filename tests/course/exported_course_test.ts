/** The exported course as a reader meets it: in a browser, from a web server. */
import { assert, assertEquals } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import type { Page } from "course/browser/page.ts";
import { checkSite, checkSlides, mistakesText } from "course/checks.ts";
import { filesIn } from "course/checks/html_pages.ts";
import { writeSlides } from "course/slides.ts";
import { smallCourse } from "../support/exported_course.ts";
import { chromium, ignore, where } from "./browser_fixture.ts";
import { serveSite } from "../support/static_site.ts";

/** Clicks like a reader: where the element is seen. */
const click = (page: Page, selector: string): Promise<void> =>
  page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);

/** The pages of a folder that a reader can come to. */
async function pagesOf(folder: string): Promise<string[]> {
  return (await filesIn(folder)).filter((path) => /^[^_].*\.html$/.test(path));
}

Deno.test({
  name: `the exported course works in a browser${where}`,
  ignore,
  fn: async (t) => {
    await using course = await smallCourse("02_keys");
    const book = await course.book({ edition: "teacher", solutions: "all" });
    const { folder } = await course.render(book, {
      finish: (folder) =>
        writeSlides(book.pages, `${folder}/slides`, book.stamp),
    });
    await using server = serveSite(folder);
    await using browser = await Browser.launch(chromium!);
    await using page = await browser.openPage(1280, 900);
    const site = `${server.url}site/`;

    await t.step('search finds "rebalance"', async () => {
      await page.goTo(`${site}index.html`);
      await page.evaluate(`(() => {
        const form = document.querySelector("form.bd-search");
        form.querySelector("input[name=q]").value = "rebalance";
        form.requestSubmit();
      })()`);
      await page.until(
        "[...document.querySelectorAll('#search-results li')].some(({ innerText }) => /rebalance/i.test(innerText))",
        'a result of the search with "rebalance" in it',
      );
      await page.evaluate(
        "[...document.querySelectorAll('#search-results li')].find(({ innerText }) => /rebalance/i.test(innerText)).querySelector('a').click()",
      );
      await page.until(
        "/rebalance/i.test(document.querySelector('main')?.innerText ?? '') && !location.pathname.endsWith('search.html')",
        "the page that was found",
      );
    });

    await t.step("dark mode switches, and stays on the next page", async () => {
      const background = "getComputedStyle(document.body).backgroundColor";
      await page.preferScheme("light");
      await page.goTo(`${site}02_keys.html`);
      const light = await page.evaluate<string>(background);
      await click(page, ".theme-switch-button");
      // The theme that Python 3.10 gets has no menu: the button itself goes on to the dark scheme.
      const choice = ".theme-change-button[data-mode=dark]";
      if (await page.evaluate(`document.querySelector("${choice}") !== null`)) {
        await click(page, choice);
      }
      await page.until(`${background} !== "${light}"`, "a dark page");
      const dark = await page.evaluate<string>(background);
      await page.goTo(`${site}glossary.html`);
      await page.until(`${background} === "${dark}"`, "the next page dark too");
    });

    await t.step("the copy button copies the code beside it", async () => {
      await page.allowClipboard();
      await page.goTo(`${site}02_keys.html`);
      await page.until("document.querySelector('button.copybtn')", "a button");
      const code = await page.evaluate<string>(
        "document.querySelector('div.highlight:has(button.copybtn) pre').innerText.trim()",
      );
      await click(page, "button.copybtn");
      await page.until("document.hasFocus()", "the page in front");
      const copied = "navigator.clipboard.readText()";
      assertEquals((await page.evaluate<string>(copied)).trim(), code);
      assert(code.length > 20, code);
    });

    const pages = [
      ...(await pagesOf(`${folder}/site`)).map((path) => `site/${path}`),
      ...(await pagesOf(`${folder}/slides`)).map((path) => `slides/${path}`),
    ];
    const links = new Set<string>();
    await t.step("every page opens", async () => {
      for (const path of pages) {
        await page.goTo(server.url + path);
        const found = await page.evaluate<string[]>(
          "[...document.querySelectorAll('a[href], link[href]')].map(({ href }) => href)",
        );
        for (const link of found) {
          if (link.startsWith(server.url)) links.add(link);
        }
      }
    });

    await t.step("every internal link leads somewhere", async () => {
      const status = new Map<string, number>();
      const broken: string[] = [];
      for (const link of links) {
        const [path] = link.split("#");
        if (!status.has(path!)) {
          const response = await fetch(path!);
          await response.body?.cancel();
          status.set(path!, response.status);
        }
        if (status.get(path!) !== 200) broken.push(link);
      }
      assertEquals(broken, []);
      assert(links.size > 50, `${links.size}`);
    });

    await t.step("no page complains, or asks another host for anything", () => {
      assertEquals(page.errors, []);
      const elsewhere = page.requests.map(({ url }) => url).filter((url) =>
        !url.startsWith(server.url) && !/^(data|blob):/.test(url)
      );
      assertEquals(elsewhere, []);
      assertEquals(page.requests.filter(({ failed }) => failed), []);
    });

    await t.step("the checks of the export find nothing", async () => {
      const found = [
        ...await checkSite(`${folder}/site`, { chromium }),
        ...await checkSlides(`${folder}/slides`, { chromium }),
      ];
      assert(found.length === 0, found[0] && mistakesText(found, folder));
    });
  },
});
