import { assert, assertEquals } from "@std/assert";
import { element, fit, moved, textWidth } from "pictures/drawing/svg.ts";

Deno.test("element() escapes texts and attributes, and takes elements as they are", () => {
  assertEquals(
    element("g", { "data-x": '"<' }, element("text", { x: 1.26 }, "a<b"))
      .source,
    '<g data-x="&#34;&#60;"><text x="1.3">a&#60;b</text></g>',
  );
});

Deno.test("element() leaves out attributes that are undefined, and closes what is empty", () => {
  assertEquals(
    element("rect", { rx: undefined, x: 0 }, "").source,
    '<rect x="0"/>',
  );
});

Deno.test("fit() leaves a text that fits, and cuts another within the width", () => {
  assertEquals(fit("paid", 60, 12), "paid");
  const cut = fit("created at nine o'clock", 60, 12);
  assert(cut.endsWith("…") && cut.startsWith("cre"), cut);
  assert(textWidth(cut, 12) <= 60);
});

Deno.test("fit() counts wide characters as wide", () => {
  assert(
    fit("灯".repeat(9), 60, 12).length < fit("n".repeat(9), 60, 12).length,
  );
});

Deno.test("moved() puts shapes into a group of their own, to a tenth of a px", () => {
  const dot = element("circle", { r: 5 });
  assertEquals(
    moved(12.34, -5, dot, dot).source,
    '<g transform="translate(12.3 -5.0)"><circle r="5"/><circle r="5"/></g>',
  );
});
