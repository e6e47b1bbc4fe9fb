import { assert, assertEquals } from "@std/assert";
import { fitTable } from "course/slides/table_fit.ts";

Deno.test("fitTable() takes the largest letters with which the table fits", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, () => ["some words", "x"]);
  assertEquals(fitTable(rows(3)).size, 26);
  const { size, height } = fitTable(rows(12));
  assert(size < 26 && height <= 448, `${size} ${height}`);
});
