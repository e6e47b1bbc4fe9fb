import { assert, assertEquals } from "@std/assert";
import { parse } from "parse5";
import { proseOf } from "course/checks/prose_text.ts";
import { spellableWords, spellingMistakes } from "course/checks/spelling.ts";

const page = (main: string) => ({
  path: "x.html",
  document: parse(`<body>Menue<main>${main}</main></body>`),
});

Deno.test("spellingMistakes() finds a misspelt word, says where, and offers a better one", () => {
  const found = spellingMistakes([
    page("<p>The consumers <em>recieve</em> it. They recieve it.</p>"),
  ]);
  assertEquals(found, [{
    page: "x.html",
    kind: "spelling",
    what:
      'Cannot find "recieve" in the dictionary: expected British English but found "…The consumers recieve it. They recieve it.…"',
    next: 'Write "receive", or add the word to course/words.txt',
  }]);
});

Deno.test("spellingMistakes() accepts British English only", () => {
  const words = (text: string): string[] =>
    spellingMistakes([page(text)]).map(({ what }) => what.split('"')[1]!);
  assertEquals(words("They serialise coloured favourites."), []);
  assertEquals(words("They serialize colored favorites."), [
    "serialize",
    "colored",
    "favorites",
  ]);
});

Deno.test("spellingMistakes() knows the course's own words", () => {
  assertEquals(
    spellingMistakes([page("Bo rebalances the Deno partitioner’s acks.")]),
    [],
  );
});

Deno.test("course/words.txt is sorted, and holds no word that the dictionary has", async () => {
  const text = await Deno.readTextFile(
    new URL("../../../course/words.txt", import.meta.url),
  );
  const words = text.trim().split("\n");
  assertEquals(words, [...new Set(words)].sort());
  const { default: nspell } = await import("nspell");
  const { default: dictionary } = await import("dictionary-en-gb");
  const speller = nspell(dictionary);
  assertEquals(words.filter((word) => speller.correct(word)), []);
});

Deno.test("spellableWords() passes over names, numbers, addresses and single letters", () => {
  assertEquals(
    spellableWords(
      "KafkaJS's KIP-480 murmur2 kafka.js.org p + 3, it's Ada’s e-mail",
    )
      .map(({ word }) => word),
    ["it", "Ada", "mail"],
  );
});

Deno.test("proseOf() reads what was written for readers, not code, pictures and outputs", () => {
  assertEquals(
    proseOf(page(`
      <h1>Keys<a class="headerlink" href="#">link</a></h1><p>A <b>key</b> is <code>bites</code>.</p>
      <pre>cosnt</pre><div class="cell_output"><p>shwon</p></div><svg><title>drwan</title></svg>
      <table><tr><td>one</td><td>two</td></tr></table>`)),
    ["Keys …", "A key is … .", "one", "two"],
  );
});

Deno.test("proseOf() reads the body of a page that has no main part", () => {
  assert(proseOf({ path: "x", document: parse("<p>Text") }).includes("Text"));
});
