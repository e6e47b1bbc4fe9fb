import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readChapters } from "course/chapters.ts";
import { claimsPage, courseClaims } from "course/notebooks/claims_page.ts";
import { readCounterExamples } from "course/notebooks/counter_examples.ts";

const chapters = readChapters();

Deno.test("the claims page says of each claim where it is shown, and where it is absent", () => {
  const page = claimsPage(chapters);
  const counterExamples = readCounterExamples();
  for (const { id, heading } of courseClaims(chapters)) {
    const row = page.split("\n").find((line) => line.includes(`\`${id}\``));
    assert(heading, id);
    assertStringIncludes(row!, `[${heading}](`);
    const absent = counterExamples.get(id);
    assert(absent, `the counter-example of "${id}" begins without a comment`);
    assertStringIncludes(row!, `| ${absent.replaceAll("|", "\\|")} |`);
  }
});

Deno.test("readCounterExamples() takes each comment from the counter-example of its own claim", () => {
  const found = readCounterExamples();
  assertEquals(found.get("never-fewer"), "More is granted.");
  assertEquals(
    found.get("same-key-same-partition"),
    "Another partitioner joins in.",
  );
  const words = [...found.values()];
  assert(words.every((text) => /^[A-Zl].+[.)]$/.test(text)), words.join("\n"));
});
