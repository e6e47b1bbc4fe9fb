/** What needs a browser: where there is none, these tests are ignored. */
import { assertEquals, assertMatch } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import { contrastFindings } from "course/checks/contrast.ts";
import { overflowFindings } from "course/checks/overflow.ts";
import { findChromium } from "course/chromium.ts";
import { goodPage, smallSite } from "../../support/small_site.ts";

const chromium = await findChromium();
const ignore = chromium === null;
const where = ignore ? " (ignored: there is no Chromium here)" : "";

async function contrastOf(page: string): Promise<string[]> {
  await using site = await smallSite({ "index.html": page });
  await using browser = await Browser.launch(chromium!);
  const found = await contrastFindings(browser, site.folder, ["index.html"]);
  return found.map(({ what }) => what);
}

Deno.test({
  name: `contrastFindings() finds grey on white, folded or not${where}`,
  ignore,
  fn: async () => {
    const grey = '<p style="color:#999;background:#fff">Pale words</p>';
    assertEquals(
      await contrastOf(
        goodPage(`<details><summary>More</summary>${grey}</details>`),
      ),
      [
        'Cannot read "Pale words" in the light scheme: expected a contrast of 4.5 but found 2.84 (#999999 on #ffffff)',
      ],
    );
    assertEquals(await contrastOf(goodPage(grey.replace("#999", "#666"))), []);
  },
});

Deno.test({
  name:
    `contrastFindings() looks at both schemes of a page that has two${where}`,
  ignore,
  fn: async () => {
    const style = `<style>body { background: #fff; transition: 2s }
      [data-theme=dark] body { background: #111 }</style>`;
    const page = goodPage('<p style="color:#333">Words</p>', style)
      .replace("<html", '<html data-theme="light"');
    assertEquals(await contrastOf(page), [
      'Cannot read "Words" in the dark scheme: expected a contrast of 4.5 but found 1.49 (#333333 on #111111)',
    ]);
  },
});

Deno.test({
  name: `overflowFindings() finds what does not fit on a slide${where}`,
  ignore,
  fn: async () => {
    const slide = (height: number): string =>
      `<section><div class="body" style="height:600px"><p style="height:${height}px;margin:0">Words</p></div></section>`;
    await using site = await smallSite({
      "deck.html": goodPage(
        `<div class="reveal"><div class="slides">${slide(600)}${
          slide(640)
        }</div></div>
        <script src="reveal.js"></script><script>Reveal.initialize({ width: 1280, height: 720, margin: 0 })</script>`,
        '<link rel="stylesheet" href="reveal.css"><style>body, main { margin: 0; height: 100vh }</style>',
      ),
    });
    const { copyReveal } = await import(
      "../../../course/slides/reveal_files.ts"
    );
    await copyReveal(site.folder);
    await using browser = await Browser.launch(chromium!);
    const found = await overflowFindings(browser, site.folder, ["deck.html"]);
    assertEquals(found.length, 1);
    assertMatch(found[0]!.what, /slide 2 \("Words"\).* 40 px/i);
  },
});

Deno.test({
  name: `Browser.launch() says that a program is no browser${where}`,
  ignore,
  fn: async () => {
    const message = await Browser.launch("/bin/false").then(
      async (browser) => {
        await browser[Symbol.asyncDispose]();
        return "it started";
      },
      (error: Error) => error.message,
    );
    assertEquals(
      message,
      'Cannot start "/bin/false": expected it to answer but it ended',
    );
  },
});
