import { assertEquals, assertStringIncludes } from "@std/assert";
import { marked } from "marked";
import { parse } from "parse5";
import { spellingMistakes } from "course/checks/spelling.ts";
import { solutionsPage } from "course/pages/solutions_page.ts";

const written = (praise: string): string =>
  solutionsPage(
    { name: "13_event_log", number: "13", title: "13. The log", cells: [] },
    [{ slug: "topics", title: "Topics", solution: "", praise, wrong: [] }],
    "learner",
    false,
  );

/** The words that the spelling check does not know on the page. */
async function unknownWords(praise: string): Promise<string[]> {
  const html = await marked.parse(written(praise));
  const document = parse(`<main>${html}</main>`);
  return spellingMistakes([{ path: "x.html", document }])
    .map(({ what }) => what.split('"')[1]!);
}

Deno.test("solutionsPage() keeps the names that a run made from the spelling check, whatever they are", async () => {
  for (
    const name of [
      "events-11-fada",
      "orders-fada",
      "jdoe-orders-fada-12",
      "01_logging-fada-bcde-cafd",
      "/tmp/abcdfe",
      "vm-xkcdq.local",
    ]
  ) {
    assertEquals(
      await unknownWords(
        `"${name}" is there (so is "${name}"), not "${name}".`,
      ),
      [],
      name,
    );
  }
});

Deno.test("solutionsPage() leaves what the author wrote around such names to the spelling check", async () => {
  assertEquals(
    await unknownWords('You recieve "events-11-fada" and "orders-fada" agian.'),
    ["recieve", "agian"],
  );
});

Deno.test("solutionsPage() sets each quoted value as code, and a line of JSON as one", () => {
  assertStringIncludes(
    written(
      '"{"level":"ERROR","text":"paid twice"}": one line, key "1001", (3 events).',
    ),
    'The check: *`{"level":"ERROR","text":"paid twice"}`: one line, key `1001`, (3 events).*',
  );
});
