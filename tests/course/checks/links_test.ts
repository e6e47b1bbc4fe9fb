import { assertEquals } from "@std/assert";
import { filesIn, readPages } from "course/checks/html_pages.ts";
import { linkMistakes } from "course/checks/links.ts";
import { goodPage, smallSite } from "../../support/small_site.ts";

/** What is wrong with `index.html` that has this in it, beside a page `deep/other.html` with the place `here`. */
async function wrongWith(main: string, head = ""): Promise<string[]> {
  await using site = await smallSite({
    "index.html": goodPage(main, head),
    "deep/other.html": goodPage('<h1 id="here">Other</h1>'),
    "deep/index.html": goodPage("Deep"),
    "a b.txt": "",
  });
  const files = await filesIn(site.folder);
  const mistakes = linkMistakes(await readPages(site.folder, files), files);
  return mistakes.map(({ what }) => what);
}

Deno.test("linkMistakes() follows files, folders, places and other hosts' pages", async () => {
  assertEquals(
    await wrongWith(`
      <a href="deep/other.html">file</a> <a href="deep/">folder</a>
      <a href="deep/other.html?x=1#here">place</a> <a href="#top">top</a> <a href="#">top</a>
      <a href="a%20b.txt">blank</a> <a href="https://kafka.apache.org">host</a> <a href="mailto:a@b.c">mail</a>`),
    [],
  );
});

Deno.test("linkMistakes() finds a file that is not there", async () => {
  assertEquals(await wrongWith('<a href="deep/gone.html">x</a>'), [
    'Cannot follow "deep/gone.html": expected the file "deep/gone.html" but found none',
  ]);
  assertEquals(await wrongWith('<img src="gone.svg" alt="x">'), [
    'Cannot follow "gone.svg": expected the file "gone.svg" but found none',
  ]);
  assertEquals(
    await wrongWith('<img srcset="a%20b.txt 1x, gone.png 2x" alt="x">'),
    ['Cannot follow "gone.png": expected the file "gone.png" but found none'],
  );
});

Deno.test("linkMistakes() finds a place that is not on its page", async () => {
  assertEquals(await wrongWith('<a href="deep/other.html#there">x</a>'), [
    'Cannot follow "deep/other.html#there": expected a place named "there" on "deep/other.html" but found none',
  ]);
  assertEquals(await wrongWith('<a href="#gone">x</a>'), [
    'Cannot follow "#gone": expected a place named "gone" on "index.html" but found none',
  ]);
});

Deno.test("linkMistakes() refuses what another host would have to send", async () => {
  const font = "https://fonts.example/f.css";
  assertEquals(await wrongWith("", `<link rel="stylesheet" href="${font}">`), [
    `Cannot load "${font}": expected a file of the site but found another host`,
  ]);
  assertEquals(await wrongWith('<script src="//cdn.example/x.js"></script>'), [
    'Cannot load "//cdn.example/x.js": expected a file of the site but found another host',
  ]);
});

Deno.test("linkMistakes() refuses paths from the root of the host, which a folder or a mirror does not have", async () => {
  assertEquals(await wrongWith('<a href="/deep/other.html">x</a>'), [
    'Cannot follow "/deep/other.html": expected a path from the page but found one from the root of the host',
  ]);
});

Deno.test("readPages() leaves out templates in folders such as _static", async () => {
  await using site = await smallSite({
    "index.html": goodPage("x"),
    "_static/macros.html": '<a href="{{ gone }}">x</a>',
  });
  const pages = await readPages(site.folder, await filesIn(site.folder));
  assertEquals(pages.map(({ path }) => path), ["index.html"]);
});
