/** What holds for everything that a cell shows, whatever is in the records. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { SaxesParser } from "saxes";
import { lagChart, latencyHistogram, throughputBars } from "pictures/charts.ts";
import { DISPLAY, type Displayable } from "pictures/display.ts";
import { lanes } from "pictures/lanes.ts";
import { table } from "pictures/tables.ts";
import { rebalanceTimeline, replicaTimeline } from "pictures/timelines.ts";
import { INK, swatch } from "pictures/palette.ts";
import { orderRecord } from "../lib/orders.ts";

const ATTACK = '<img src=x onerror=alert(1)>"\' onload="alert(1)';
const INVISIBLE = "\u0000\u001b[31m\u0085\u202E\uD800\uFFFF\r\n";
const EVIL = `${ATTACK}${INVISIBLE}`;

/** Everything that can be shown, with the same text wherever a text may come from outside. */
function all(text: string): Record<string, Displayable> {
  const at = new Date(0);
  const record = {
    ...orderRecord(0, 0, text, text),
    topic: text,
    headers: { [text]: text },
  };
  const short = { ...record, key: text.slice(0, 5), offset: 2n };
  return {
    table: table([record, { [text]: text }], { title: text }),
    "empty table": table([], { title: text }),
    lanes: lanes([record, short, record]),
    "short keys": lanes([short]),
    "marked lanes": lanes([record], {
      title: text,
      label: () => text,
      by: { name: text, of: () => text },
      flag: () => text,
      marks: [{ partition: 0, offset: 1n, label: text }],
    }),
    rebalance: rebalanceTimeline(
      [{ at, member: text, kind: "join" }, {
        at: new Date(9),
        member: text,
        kind: "assign",
        partitions: [0],
      }],
      { title: text },
    ),
    replicas: replicaTimeline(
      [{ at, partition: 0, leader: 1, replicas: [1, 2], isr: [1] }],
      { title: text },
    ),
    latency: latencyHistogram({ [text]: [1, 2] }, { title: text }),
    throughput: throughputBars({ [text]: 5 }, { title: text }),
    lag: lagChart([{ at, partition: 0, lag: 5n }], { title: text }),
  };
}

/** What the palette's own test holds to a contrast of 4.5. */
function textColours(): Set<string> {
  const lines = Array.from({ length: 7 }, (_, index) => swatch(index).line);
  return new Set([INK.text, INK.muted, INK.alarm, INK.paper, ...lines]);
}

interface Element {
  name: string;
  attributes: Record<string, string>;
}

/** The elements of a document, which must be well-formed. */
function parse(xml: string): Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw new Error(`${error.message}\n${xml}`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const values = Object.values(attributes).map((
      { name, value },
    ) => [name, value]);
    elements.push({ name, attributes: Object.fromEntries(values) });
  });
  parser.write(xml).close();
  return elements;
}

const SHOWN = Object.entries(all(EVIL)).map(([name, displayable]) => {
  const media = displayable[DISPLAY]();
  const markup = media["image/svg+xml"] ?? media["text/html"] ?? "";
  return { name, media, markup };
});
const PICTURES = SHOWN.filter(({ media }) => "image/svg+xml" in media);

for (const { name, media, markup } of SHOWN) {
  Deno.test(`${name}: text of a record adds no element and no attribute`, () => {
    const harmless = all("x".repeat(EVIL.length))[name]![DISPLAY]();
    const expected = parse(
      harmless["image/svg+xml"] ?? harmless["text/html"] ?? "",
    );
    const skeleton = (some: Element[]): string[] =>
      some.map(({ name, attributes }) =>
        [name, ...Object.keys(attributes)].join(" ")
      );
    assertEquals(skeleton(parse(markup)), skeleton(expected));
    assert(!markup.includes("<img"), markup);
  });

  Deno.test(`${name}: no control character, override or half character comes out`, () => {
    for (const [type, content] of Object.entries(media)) {
      const invisible = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFF]/u;
      assertEquals(content.replaceAll("\n", "").match(invisible), null, type);
      assert(content.isWellFormed(), type);
    }
  });

  Deno.test(`${name}: has a text equivalent with what the record holds`, () => {
    assertMatch(media["text/plain"] ?? "", /<img src=x|partition 0/);
  });
}

for (const { name, media, markup } of PICTURES) {
  Deno.test(`${name}: the picture stands by itself and may share a page with others`, () => {
    const elements = parse(markup);
    const names = new Set(elements.map(({ name }) => name));
    const shapes = [
      "svg",
      "title",
      "desc",
      "g",
      "rect",
      "path",
      "circle",
      "text",
    ];
    assertEquals([...names].filter((each) => !shapes.includes(each)), []);
    for (const { attributes } of elements) {
      const { xmlns: _, ...rest } = attributes;
      assertEquals(
        Object.keys(rest).filter((each) => /^(id|class|href|on.*)$/.test(each)),
        [],
      );
      assertEquals(
        Object.values(rest).filter((each) => /url\(|:\/\//.test(each)),
        [],
      );
    }
  });

  Deno.test(`${name}: the picture has a role, a title, a description and fits a notebook`, () => {
    const [root, title, description] = parse(markup);
    assertEquals([title?.name, description?.name], ["title", "desc"]);
    assertMatch(markup, /<title>.+<\/title><desc>.+<\/desc>/);
    const { role, width, height, viewBox } = root!.attributes;
    assertEquals(role, "img");
    assertEquals(viewBox, `0 0 ${width} ${height}`);
    assert(Number(width) <= 760, width);
  });

  Deno.test(`${name}: the HTML form is that picture as an image, described in words`, () => {
    const [image, ...others] = parse(media["text/html"] ?? "");
    assertEquals([image?.name, others], ["img", []]);
    const { src = "", alt = "", ...rest } = image!.attributes;
    assertEquals(Object.keys(rest), ["style"]);
    const data = src.replace("data:image/svg+xml;base64,", "");
    const bytes = Uint8Array.fromBase64(data);
    assertEquals(new TextDecoder().decode(bytes), markup);
    assert(alt.length > 10, alt);
  });

  Deno.test(`${name}: text is written in the palette's colours for text`, () => {
    const tested = textColours();
    for (const { name, attributes } of parse(markup)) {
      if (name === "text") {
        assert(tested.has(attributes.fill ?? ""), attributes.fill);
      }
    }
  });
}
