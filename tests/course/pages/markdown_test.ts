import { assertEquals } from "@std/assert";
import { indexed, pageMarkdown } from "course/pages/markdown.ts";

const site = { chapters: ["00_start", "05_commits"], print: false };

Deno.test("pageMarkdown() keeps a link to a chapter that is there, and the words of one that is not", () => {
  assertEquals(
    pageMarkdown(
      "See [5](05_commits.ipynb#Lag) and [9](09_replication.ipynb).",
      "text",
      site,
    ),
    "See [5](05_commits.ipynb#Lag) and 9.",
  );
});

Deno.test("pageMarkdown() puts a prediction into a box of its own", () => {
  assertEquals(
    pageMarkdown("**Before you run it:** which one?", "predict", site),
    ":::{admonition} Before you run it\n:class: predict\nWhich one?\n:::",
  );
});

Deno.test("pageMarkdown() unfolds everything on paper, where nobody can click", () => {
  const hint = "<details><summary>A nudge</summary>\n\nThink.\n\n</details>";
  assertEquals(pageMarkdown(hint, "hint", site), hint);
  assertEquals(
    pageMarkdown(hint, "hint", { ...site, print: true }),
    hint.replace("<details>", "<details open>"),
  );
});

Deno.test("indexed() makes each of the words a main entry of the search, and nothing of none", () => {
  assertEquals(
    indexed(["ISR", "in sync"]),
    "```{index} ! ISR, ! in sync\n```",
  );
  assertEquals(indexed([]), "");
});
