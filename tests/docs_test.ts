/** Holds the documents for contributors to the code: what they name is there, and what they draw is what the tests hold. */
import { assert, assertEquals } from "@std/assert";
import { ROLES } from "course/chapters.ts";
import { LAYERS, readSources, type Source } from "./support/sources.ts";

const ROOT = new URL("../", import.meta.url);
const PAGES = [
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/coverage.md",
  "lib/README.md",
];
const HOUSES = [...Object.keys(LAYERS), "tests"];
const MAX_BYTES = 7_000;

const read = (path: string): string =>
  Deno.readTextFileSync(new URL(path, ROOT));

const sources = HOUSES.flatMap(readSources);

/** A paragraph, a list item or a row of a table. */
interface Block {
  /** Files and folders that it names in code style or links to, from the root. */
  files: string[];
  /** Functions that it names: `check(…)` is `check`, `Session.send()` is `send` of `Session`. */
  functions: { owner: string | undefined; name: string }[];
}

function blocksOf(page: string): Block[] {
  const prose = read(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  return prose.split(/\n(?=\n| *(?:\d+\.|-) |\|)/).map((text) => {
    const spans = [...text.matchAll(/`([^`]+)`/g)]
      .map(([, span]) => span!.replaceAll(/\s+/g, " "));
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(([, link]) => link!);
    return {
      files: [...spans.flatMap(pathIn), ...links].map((path) =>
        resolved(path, page)
      ),
      functions: spans.flatMap((span) => {
        const [, owner, name] = span.match(/^(?:(\w+)\.)?(\w+)\(/) ?? [];
        return name ? [{ owner, name }] : [];
      }),
    };
  });
}

/** A path in the checkout; `NN_noun` stands for any chapter. What is made in `.workbook/`, or comes from npm, is none. */
function pathIn(span: string): string[] {
  const isPath = /^[\w./-]+(?:\/|\.(?:ts|js|json|md|ipynb|yml|txt|lock|py))$/
    .test(span);
  const isElsewhere = /^(?:\.workbook|kafkajs)\//.test(span);
  return isPath && !isElsewhere
    ? [span.replaceAll("NN_noun", "02_keys").replace(/^workbook\//, "lib/")]
    : [];
}

/** Links and short names start at the page's own folder, all others at the root. */
function resolved(path: string, page: string): string {
  const beside = new URL(path, new URL(page, ROOT)).href
    .slice(ROOT.href.length);
  return exists(beside) ? beside : path;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(path, ROOT));
    return true;
  } catch {
    return false;
  }
}

/** Whether a source defines a function, class or method of this name, or exports it again. */
function defines(
  { text }: Source,
  { owner, name }: Block["functions"][number],
): boolean {
  const member = new RegExp(`^  (?:static |async |get )*${name}[(<]`, "m");
  const isMember = [
    ...text.matchAll(/^(?:export )?(?:class|interface) (\w+)[\s\S]*?^}/gm),
  ].some(([body, of]) => (!owner || owner === of) && member.test(body));
  if (owner || isMember) return isMember;
  return new RegExp(
    `^(?:export )?(?:async )?(?:function\\*?|const|class) ${name}\\b|^export \\{[^}]*\\b${name}\\b[^}]*\\}`,
    "m",
  ).test(text);
}

/** A file, and those that it exports whole. */
function withItsInside(source: Source): Source[] {
  const inside = [...source.text.matchAll(/^export \* from "(\.[^"]+)"/gm)]
    .map(([, path]) => resolved(path!, source.path));
  return [source, ...sources.filter(({ path }) => inside.includes(path))];
}

/** Fails with all that is wrong, a sentence each. */
function hold(mistakes: string[]): void {
  assertEquals(mistakes, [], mistakes.join("\n"));
}

for (const page of PAGES) {
  const blocks = blocksOf(page);

  Deno.test(`${page} names only files that exist`, () => {
    assert(blocks.some(({ files }) => files.length > 0));
    hold(
      blocks.flatMap(({ files }) => files).filter((path) => !exists(path))
        .map((path) =>
          `${page} names "${path}", which does not exist: write the path of today`
        ),
    );
  });

  Deno.test(`${page} names only functions that exist, in the files that it names beside them`, () => {
    hold(
      blocks.flatMap(({ files, functions }) => {
        const beside = sources.filter(({ path }) => files.includes(path));
        const where = beside.length > 0
          ? beside.flatMap(withItsInside)
          : sources;
        return functions.filter((each) =>
          !where.some((source) => defines(source, each))
        ).map(({ owner, name }) =>
          `${page} names ${owner ? `${owner}.` : ""}${name}(), but ${
            beside.length > 0
              ? `it is not in ${beside.map(({ path }) => path).join(", ")}`
              : "nothing in the project has that name"
          }: write its name of today, and beside it the file that holds it`
        );
      }),
    );
  });
}

Deno.test("docs/architecture.md draws the arrows that the imports are held to", () => {
  const [, drawing = ""] = read("docs/architecture.md")
    .match(/```mermaid\n([\s\S]*?)```/) ?? [];
  const arrows = [...drawing.matchAll(/(\w+) --> (\w+)/g)]
    .map(([, from, to]) => [from!, to!] as const);
  const reach = (from: string): string[] =>
    arrows.filter(([start]) => start === from)
      .flatMap(([, to]) => [to, ...reach(to)]);
  const drawn = HOUSES.map((house) => [house, [...new Set(reach(house))]]);
  const held = HOUSES.map((
    house,
  ) => [house, LAYERS[house] ?? Object.keys(LAYERS)]);
  const sorted = (layers: unknown[][]): unknown[][] =>
    layers.map(([house, known]) => [house, (known as string[]).toSorted()]);
  assertEquals(
    sorted(drawn),
    sorted(held),
    "draw in docs/architecture.md what LAYERS in tests/support/sources.ts says",
  );
});

Deno.test(`CONTRIBUTING.md is short: at most ${MAX_BYTES} bytes`, () => {
  const { size } = Deno.statSync(new URL("CONTRIBUTING.md", ROOT));
  assert(
    size <= MAX_BYTES,
    `CONTRIBUTING.md has ${size} bytes: move what a first change can do without to docs/architecture.md`,
  );
});

Deno.test("CONTRIBUTING.md names every role that a cell can have", () => {
  const text = read("CONTRIBUTING.md");
  hold(
    ROLES.filter((role) => !text.includes(`\`${role}\``))
      .map((role) => `name the role "${role}" in CONTRIBUTING.md, line 1`),
  );
});
