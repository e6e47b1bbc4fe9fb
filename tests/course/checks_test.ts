import { assertEquals } from "@std/assert";
import {
  checkSite,
  checkSlides,
  type Mistake,
  mistakesText,
} from "course/checks.ts";
import { goodPage, smallSite } from "../support/small_site.ts";

const kinds = (mistakes: Mistake[]): string[] =>
  mistakes.map(({ kind }) => kind).sort();

Deno.test("checkSite() finds bad links, pictures and words, and says what it leaves out without a browser", async () => {
  await using site = await smallSite({
    "index.html": goodPage(
      '<a href="gone.html">We recieve</a><img src="x.svg">',
    ),
    "x.svg": "",
  });
  const said: string[] = [];
  const found = await checkSite(site.folder, {
    chromium: null,
    say: (line) => said.push(line),
  });
  assertEquals(kinds(found), ["alt", "link", "spelling"]);
  assertEquals(said, [
    "Neither contrast nor the size of slides was checked: that needs Chromium or Chrome. Install one (Debian and Ubuntu: apt install chromium), or name it in CHROME_PATH, and export again",
  ]);
});

Deno.test("checkSlides() finds bad links and pictures, and says what it leaves out without a browser", async () => {
  await using site = await smallSite({
    "index.html": goodPage('<a href="gone.html">x</a>'),
    "02_keys.html": goodPage("<svg></svg>"),
  });
  const said: string[] = [];
  const found = await checkSlides(site.folder, {
    chromium: null,
    say: (line) => said.push(line),
  });
  assertEquals(kinds(found), ["alt", "link"]);
  assertEquals(said.length, 1);
});

Deno.test("mistakesText() has a line for each mistake, and counts them", () => {
  const mistake: Mistake = { page: "b.html", kind: "link", what: "Cannot x" };
  assertEquals(
    mistakesText(
      [mistake, { ...mistake, page: "a.html", next: "Do y" }],
      "site",
    ).split("\n"),
    [
      "a.html: Cannot x. Do y",
      "b.html: Cannot x",
      'Cannot finish "site": expected no mistakes but found 2 mistakes, named above',
    ],
  );
});
