import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  GLOSSARY,
  glossaryPage,
  type Term,
  withTermLinks,
} from "course/notebooks/glossary.ts";
import { parsePercent } from "course/notebooks/percent.ts";

const TERMS: Term[] = [
  {
    term: "committed offset",
    also: ["commit"],
    everyday: "A bookmark.",
    exactly: "Where a group goes on.",
    chapter: "05_commits",
  },
  {
    term: "KRaft",
    everyday: "Minutes.",
    exactly: "Kafka Raft.",
    chapter: "09_replication",
  },
];

/** What becomes of text cells with these texts. */
function linked(...texts: string[]): string[] {
  const source = texts.map((text, i) => {
    const lines = text.split("\n").map((line) => `// ${line}`);
    return `// %% text-${i} [markdown]\n${lines.join("\n")}\n`;
  });
  return withTermLinks(parsePercent(source.join("\n"), "x.ts"), TERMS)
    .map((cell) => cell.source);
}

Deno.test("withTermLinks() links the first bold use of a term in a chapter, whichever of its words is used", () => {
  assertEquals(
    linked(
      "A commit. **Commits** and a **commit**.",
      "**KRaft**, **committed offset**",
    ),
    [
      "A commit. [**Commits**](glossary.md#committed-offset) and a **commit**.",
      "[**KRaft**](glossary.md#KRaft), **committed offset**",
    ],
  );
});

Deno.test("withTermLinks() links a bold word that is code", () => {
  assertEquals(linked("**`commit`** `**KRaft**`"), [
    "[**`commit`**](glossary.md#committed-offset) `**KRaft**`",
  ]);
});

Deno.test("withTermLinks() leaves headings, links, code and longer phrases alone", () => {
  for (
    const text of [
      "## A **commit**",
      "[see **commit**](https://kafka.apache.org)",
      "`**commit**`",
      "```ts\n// a **commit**\n```",
      "> **A commit is an offset.**",
    ]
  ) assertEquals(linked(text), [text]);
});

Deno.test("withTermLinks() leaves code cells alone", () => {
  const cells = parsePercent("// %% demo-a\n// **commit**\n", "x.ts");
  assertEquals(withTermLinks(cells, TERMS), cells);
});

Deno.test("glossaryPage() has both meanings and the chapter of each term, and a note below its heading", () => {
  assertEquals(
    glossaryPage(TERMS, ({ term }) => term === "KRaft" ? "(note)" : ""),
    "# Glossary\n\nEach word twice: first as in a shop with order books and offices, then exactly.\n\n" +
      "## committed offset\n\n*A bookmark.*\n\nWhere a group goes on. [Chapter 5](05_commits.ipynb)\n\n" +
      "## KRaft\n\n(note)\n\n*Minutes.*\n\nKafka Raft. [Chapter 9](09_replication.ipynb)\n",
  );
});

Deno.test("the glossary gives each term an everyday and an exact meaning, both in whole sentences", () => {
  assert(GLOSSARY.length >= 30, `found ${GLOSSARY.length} terms`);
  for (const { term, everyday, exactly } of GLOSSARY) {
    assertMatch(everyday, /^[A-Z][^*_`]{15,}\.$/, term);
    assertMatch(exactly, /^[A-Z].{15,}[.)]$/, term);
  }
});

Deno.test("the glossary holds no word twice and is in the order of the alphabet", () => {
  const words = GLOSSARY.flatMap(({ term, also = [] }) => [term, ...also])
    .map((word) => word.toLowerCase());
  assertEquals(words.filter((word, i) => words.indexOf(word) !== i), []);
  const terms = GLOSSARY.map(({ term }) => term.toLowerCase());
  assertEquals(terms, terms.toSorted());
});

/** The course, also the chapters that are still to come. */
const COURSE = [
  "00_start",
  "01_logging",
  "02_keys",
  "03_ordering",
  "04_send_modes",
  "05_commits",
  "06_groups",
  "07_schemas",
  "08_delivery",
  "09_replication",
  "10_operations",
  "11_clients",
  "12_without_kafka",
  "13_event_log",
];

Deno.test("the glossary sends the reader to a chapter of the course for each term", () => {
  const unknown = GLOSSARY.filter(({ chapter }) => !COURSE.includes(chapter));
  assertEquals(unknown, []);
});
