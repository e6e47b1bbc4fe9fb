import { assert, assertEquals } from "@std/assert";
import {
  exhibitsHtml,
  exhibitsOf,
  packExhibits,
} from "course/slides/exhibits.ts";

const svg = (width: number, height: number) => ({
  output_type: "display_data" as const,
  data: { "image/svg+xml": `<svg width="${width}" height="${height}"></svg>` },
  metadata: {},
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
