/** Holds the README to what there is. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { readChapters } from "../tools/notebooks/chapters.ts";

const read = (path: string): string =>
  Deno.readTextFileSync(new URL(`../${path}`, import.meta.url));

Deno.test("the README leads to every chapter", () => {
  const readme = read("README.md");
  const missing = readChapters().map(({ name }) => `notebooks/${name}.ipynb`)
    .filter((notebook) => !readme.includes(`(${notebook})`));
  assertEquals(missing, []);
});

for (const page of ["README.md", "CONTRIBUTING.md"]) {
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
    assertEquals(linked.filter((path) => !exists(path)), []);
  });
}

Deno.test("the README sends readers to the port that docker-compose.yml publishes", () => {
  const [, port] = read("README.md").match(/KAFKA_BROKERS=127\.0\.0\.1:(\d+)/)!;
  assertStringIncludes(
    read("docker-compose.yml"),
    `PLAINTEXT://127.0.0.1:${port},`,
  );
});

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(`../${path}`, import.meta.url));
    return true;
  } catch {
    return false;
  }
}
