import { assert, assertEquals } from "@std/assert";
import { wrapComments } from "course/slides/code.ts";
import { fitMono } from "course/slides/mono.ts";
import {
  exhibitsHtml,
  exhibitsOf,
  packExhibits,
} from "course/slides/outputs.ts";
import { fitTable } from "course/slides/tables.ts";

const svg = (width: number, height: number) => ({
  output_type: "display_data" as const,
  data: { "image/svg+xml": `<svg width="${width}" height="${height}"></svg>` },
  metadata: {},
});

Deno.test("fitMono() takes smaller letters for longer lines and for more of them", () => {
  const sizes = ["x", "x".repeat(90), "x\n".repeat(20)].map((text) =>
    fitMono(text).size
  );
  assert(sizes[0]! > sizes[1]! && sizes[0]! > sizes[2]!, `${sizes}`);
});

Deno.test("fitMono() breaks lines rather than take letters that nobody can read", () => {
  const { size, height } = fitMono("x".repeat(300), 500, 17);
  assert(size >= 17 && height > 3 * size, `${size} ${height}`);
});

Deno.test("fitMono() knows that a browser breaks lines between words first", () => {
  const word = "x".repeat(50); // a row has room for one, not for two
  assertEquals(
    fitMono(Array(4).fill(word).join(" "), 500, 17).height,
    fitMono("x\nx\nx\nx", 500, 17, 20).height,
  );
});

Deno.test("exhibitsOf() shows tabs as a terminal does", () => {
  const [exhibit] = exhibitsOf([
    { output_type: "stream", name: "stdout", text: "a\tb\n\tlongword\tc" },
  ]);
  assert(
    exhibit!.html(0).includes(
      ">a       b\n        longword        c<",
    ),
  );
});

Deno.test("fitTable() takes the largest letters with which the table fits", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, () => ["some words", "x"]);
  assertEquals(fitTable(rows(3)).size, 26);
  const { size, height } = fitTable(rows(12));
  assert(size < 26 && height <= 448, `${size} ${height}`);
});

Deno.test("packExhibits() puts on one slide what fits, in its order", () => {
  const exhibits = exhibitsOf([svg(472, 160), svg(472, 160), svg(572, 500)]);
  const heights = packExhibits(exhibits, 548).map((slide) =>
    slide.map(({ height }) => height)
  );
  assertEquals(heights, [[160, 160], [500]]);
});

Deno.test("exhibitsHtml() lets a picture grow to the room, and shrink to it", () => {
  const widthIn = (width: number, height: number): number => {
    const html = exhibitsHtml(exhibitsOf([svg(width, height)]), 548);
    return Number(html.match(/style="width:(\d+)px"/)![1]);
  };
  assertEquals(widthIn(400, 200), 760);
  assertEquals(widthIn(572, 736), 425);
  assertEquals(widthIn(1100, 200), 1152);
});

Deno.test("exhibitsOf() shows a picture before a table before text, and cuts a long text", () => {
  const text = { "text/plain": "a\n".repeat(30) };
  const kinds = [
    {
      ...text,
      "text/html": "<table></table>",
      "image/svg+xml": '<svg width="1" height="1"/>',
    },
    { ...text, "text/html": "<table><tr><td>a</td></tr></table>" },
    text,
  ].flatMap((data) =>
    exhibitsOf([{ output_type: "display_data", data, metadata: {} }])
  );
  assertEquals(kinds.map(({ kind }) => kind), ["picture", "table", "text"]);
  assert(kinds[2]!.html(0).endsWith("a\n…</pre>"));
});

Deno.test("wrapComments() breaks long comments, and no code", () => {
  const words = "word ".repeat(20).trim();
  assertEquals(wrapComments(`const a = "${words}";`), `const a = "${words}";`);
  const lines = wrapComments(`  // ${words}`).split("\n");
  assertEquals(lines.length, 2);
  assert(lines.every((line) => line.startsWith("  // ") && line.length <= 72));
  assert(wrapComments(`/** ${words} */`).includes("\n * word"));
});
