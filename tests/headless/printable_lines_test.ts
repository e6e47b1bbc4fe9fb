import { assertEquals } from "@std/assert";
import { CellFailure } from "headless/cell_failure.ts";
import { printableLines } from "headless/printable_lines.ts";

Deno.test("printableLines() keeps lines and tabs, and shows every other control character", () => {
  assertEquals(
    printableLines("a\n\tb\x1b[31m\r\x07\u009b"),
    "a\n\tb␛[31m␍␇\uFFFD",
  );
});

Deno.test("a CellFailure lets no control character of a cell's output out", () => {
  const { message, stack } = new CellFailure("output before:\n  \x1b[2Jgone");
  assertEquals(message, "output before:\n  ␛[2Jgone");
  assertEquals(stack, "CellFailure: output before:\n  ␛[2Jgone");
});
