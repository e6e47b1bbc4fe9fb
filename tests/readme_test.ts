/** Holds README.md, CONTRIBUTING.md and docs/ to what there is. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readChapters } from "course/chapters.ts";

const read = (path: string): string =>
  Deno.readTextFileSync(new URL(`../${path}`, import.meta.url));

Deno.test("the README leads to every chapter by its title", () => {
  const readme = read("README.md");
  const missing = readChapters().map(({ name, cells }) => {
    const [, title] = cells[0]!.source.match(/^# \d+\. (.+)$/m) ?? [];
    return `[${title}](notebooks/${name}.ipynb)`;
  }).filter((link) => !readme.includes(link));
  assertEquals(
    missing,
    [],
    'README.md has no row that links to a chapter: add one to the table under "Chapters"',
  );
});

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/coverage.md",
];

for (const page of PAGES) {
  Deno.test(`${page} names only tasks and files that exist`, () => {
    const text = read(page);
    const { tasks } = JSON.parse(read("deno.json"));
    const named = [...text.matchAll(/\btask ([a-z]+)/g)].map(([, task]) =>
      task!
    );
    assertEquals(named.filter((task) => !(task in tasks)), []);
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((
      [, path],
    ) => path!);
    assertEquals(linked.filter((path) => !exists(path, page)), []);
  });
}

Deno.test("docs/coverage.md finds what the course covers in cells that exist", () => {
  const ids = new Map(
    readChapters().map(({ name, cells }) => [
      name.slice(0, 2),
      cells.map(({ id }) => id),
    ]),
  );
  const rows = read("docs/coverage.md").split("\n")
    .filter((line) => line.startsWith("|"));
  const named = rows.flatMap((row) => {
    let chapter = "";
    return [
      ...row.matchAll(
        /\b(\d\d)\b|`((?:text|demo|exercise|answer)-[a-z0-9-]+)`/g,
      ),
    ]
      .flatMap(([, number, cell]) => {
        chapter = number ?? chapter;
        return cell ? [{ chapter, cell }] : [];
      });
  });
  assert(named.length > 50, `only ${named.length} cells are named`);
  const lost = named.filter(({ chapter, cell }) =>
    !ids.get(chapter)?.includes(cell)
  );
  assertEquals(lost, []);
});

Deno.test("the README sends readers to the port that docker-compose.yml publishes", () => {
  const [, port] = read("README.md").match(/KAFKA_BROKERS=127\.0\.0\.1:(\d+)/)!;
  assertStringIncludes(
    read("docker-compose.yml"),
    `PLAINTEXT://127.0.0.1:${port},`,
  );
});

/** Whether there is what a page links to. */
function exists(path: string, page: string): boolean {
  try {
    Deno.statSync(new URL(path, new URL(`../${page}`, import.meta.url)));
    return true;
  } catch {
    return false;
  }
}
