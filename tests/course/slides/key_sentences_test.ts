import { assertEquals } from "@std/assert";
import {
  keyBlocks,
  keySentences,
  sentencesOf,
} from "course/slides/key_sentences.ts";
import { blocksOf } from "course/slides/blocks.ts";

const LONG = "It goes on and on, word by word, ".repeat(6).trim();

Deno.test("sentencesOf() ends no sentence within code, a link's address or a number", () => {
  assertEquals(
    sentencesOf(
      'Take `a. B` first. Then [KIP 480](https://x.org/a. B), 2.5 times. **Why?** "So."',
    ),
    [
      "Take `a. B` first.",
      "Then [KIP 480](https://x.org/a. B), 2.5 times.",
      "**Why?**",
      '"So."',
    ],
  );
});

Deno.test("keySentences() keeps what defines a word, or else what opens the paragraph", () => {
  assertEquals(
    keySentences(`${LONG}. A **key** says what belongs together. And more.`),
    "A **key** says what belongs together.",
  );
  assertEquals(
    keySentences(`Ten, then none. The second consumer knew nothing. ${LONG}.`),
    "Ten, then none. The second consumer knew nothing.",
  );
});

Deno.test("keySentences() keeps a short paragraph, and a sentence that leads to what follows", () => {
  assertEquals(keySentences("One. Two. Three."), "One. Two. Three.");
  assertEquals(
    keySentences(`The first of many words here. ${LONG}. Look at these:`),
    "The first of many words here. Look at these:",
  );
});

Deno.test("keyBlocks() shortens long texts only, and neither tables nor code", () => {
  const short = blocksOf("One. Two.\n\n- three");
  assertEquals(keyBlocks(short), short);
  const long = blocksOf(
    `${LONG}. ${LONG}.\n\n- First point, made of six words. ${LONG}.\n\n\`\`\`text\ncode\n\`\`\``,
  );
  assertEquals(keyBlocks(long).map(({ raw }) => raw.trim()), [
    `${LONG}.`,
    "- First point, made of six words.",
    "```text\ncode\n```",
  ]);
});
