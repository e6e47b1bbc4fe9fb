import { assert, assertEquals } from "@std/assert";
import { wrapComments } from "course/slides/code.ts";

Deno.test("wrapComments() breaks long comments, and no code", () => {
  const words = "word ".repeat(20).trim();
  assertEquals(wrapComments(`const a = "${words}";`), `const a = "${words}";`);
  const lines = wrapComments(`  // ${words}`).split("\n");
  assertEquals(lines.length, 2);
  assert(lines.every((line) => line.startsWith("  // ") && line.length <= 72));
  assert(wrapComments(`/** ${words} */`).includes("\n * word"));
});
