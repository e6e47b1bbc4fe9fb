import { assertEquals, assertMatch } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import { overflowMistakes } from "course/checks/overflow.ts";
import { copyReveal } from "course/slides/reveal_files.ts";
import { goodPage, smallSite } from "../../support/small_site.ts";
import { chromium, ignore, where } from "../browser_fixture.ts";

Deno.test({
  name: `overflowMistakes() finds what does not fit on a slide${where}`,
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
    await copyReveal(site.folder);
    await using browser = await Browser.launch(chromium!);
    const found = await overflowMistakes(browser, site.folder, ["deck.html"]);
    assertEquals(found.length, 1);
    assertMatch(found[0]!.what, /slide 2 \("Words"\).* 40 px/i);
  },
});
