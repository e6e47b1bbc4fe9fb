import { assert, assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";

interface Cell {
  id: string;
  cell_type: "code" | "markdown";
  source: string[];
}

/** The words that a reader sees of a text cell: none of a link's address or a tag. */
function wordsOf({ source }: Cell): number {
  const text = source.join("")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\]\([^)]*\)/g, "]");
  return text.match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

Deno.test("the first picture of one's own record comes after seven cells and 400 words", () => {
  const [start] = readChapters();
  const cells: Cell[] = JSON.parse(start!.learner).cells;
  const first = cells.findIndex(({ source }) =>
    /^lanes\(/m.test(source.join(""))
  );
  assertEquals(cells[first]?.id, "demo-first");
  assert(first + 1 <= 7, `${first + 1} cells`);
  const words = cells.slice(0, first)
    .filter(({ cell_type }) => cell_type === "markdown")
    .reduce((sum, cell) => sum + wordsOf(cell), 0);
  assert(words <= 400, `${words} words`);
});
