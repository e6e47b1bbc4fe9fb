import { assertEquals } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import { contrastMistakes } from "course/checks/contrast.ts";
import { goodPage, smallSite } from "../../support/small_site.ts";
import { chromium, ignore, where } from "../browser_fixture.ts";

async function contrastOf(page: string): Promise<string[]> {
  await using site = await smallSite({ "index.html": page });
  await using browser = await Browser.launch(chromium!);
  const found = await contrastMistakes(browser, site.folder, ["index.html"]);
  return found.map(({ what }) => what);
}

Deno.test({
  name: `contrastMistakes() finds grey on white, folded or not${where}`,
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
  name: `contrastMistakes() counts texts that look the same once${where}`,
  ignore,
  fn: async () => {
    const pale = '<p style="color:#999">Pale <b>words</b></p>';
    assertEquals(
      await contrastOf(
        goodPage(
          `${
            pale.repeat(3)
          }<p>Good words</p><p style="background:#999">Good</p>`,
          "<style>b { font-weight: inherit }</style>",
        ),
      ),
      [
        'Cannot read "Pale words" in the light scheme: expected a contrast of 4.5 but found 2.84 (#999999 on #ffffff, in 6 places)',
      ],
    );
  },
});

Deno.test({
  name:
    `contrastMistakes() looks at both schemes of a page that has two${where}`,
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
