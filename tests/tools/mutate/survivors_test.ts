import { assertEquals, assertThrows } from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { parseSurvivors } from "tools/mutate/survivors.ts";

Deno.test("parseSurvivors() reads the reason for each mutant", () => {
  const listed = {
    "sum:1 > instead: >= → >": "equivalent: it is never equal",
    "sum:2 another number: 50 → 100": "also right: the pause is free",
  };
  assertEquals(parseSurvivors(JSON.stringify(listed), "02.json"), listed);
});

Deno.test("parseSurvivors() refuses a list without reasons of a known kind", () => {
  const complaintOver = (text: string): string =>
    assertThrows(() => parseSurvivors(text, "02.json"), Trouble).message;
  assertEquals(
    complaintOver('{ "sum:1": "I like it" }'),
    'Cannot read "02.json": expected "equivalent: …" or "also right: …" but found "I like it" for "sum:1"',
  );
  assertEquals(
    complaintOver('["sum:1"]'),
    'Cannot read "02.json": expected an object with the reason for each mutant',
  );
});
