import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { DISPLAY } from "pictures/display.ts";
import { lanes } from "pictures/lanes.ts";
import { orderRecord } from "../lib/orders.ts";

function linesOf(...given: Parameters<typeof lanes>): string[] {
  return lanes(...given)[DISPLAY]()["text/plain"]!.split("\n");
}

function svgOf(...given: Parameters<typeof lanes>): string {
  return lanes(...given)[DISPLAY]()["image/svg+xml"]!;
}

const story = [
  orderRecord(2, 0, "1002", "created"),
  orderRecord(0, 1, "1001", "paid"),
  orderRecord(0, 0, "1001", "created"),
];

Deno.test("lanes() writes one line a partition, in the order of offsets, with its marks", () => {
  assertEquals(
    linesOf(story, {
      marks: [
        { partition: 0, offset: 1n, label: "committed" },
        { partition: 0, offset: 2n, label: "end" },
      ],
    }),
    [
      "orders: 3 records in 3 partitions",
      "partition 0 │ 0:created(1001) 1:paid(1001) │ committed 1, end 2",
      "partition 1 │ empty",
      "partition 2 │ 0:created(1002)",
    ],
  );
});

Deno.test("lanes() says keys, flags, gaps and marks to a reader who can't see them", () => {
  const gap = orderRecord(0, 4, null, "shipped");
  const svg = svgOf([...story, gap], {
    marks: [{ partition: 0, offset: 1n, label: "committed" }],
    flag: ({ value }) => value === "paid" ? "out of order" : null,
  });
  assertStringIncludes(
    svg,
    "<title>orders: 4 records in 3 partitions</title>" +
      "<desc>Records by offset, with the Key in brackets. " +
      "Partition 0: 0 created (1001), 1 paid (1001, out of order), " +
      "no record at 2 to 3, 4 shipped; committed 1. " +
      "Partition 1: empty. Partition 2: 0 created (1002).</desc>",
  );
});

Deno.test("lanes() says how many records of a long lane it does not show", () => {
  const many = Array.from(
    { length: 100 },
    (_, offset) => orderRecord(0, offset, "ada", "paid"),
  );
  assert(/ \d+ more up to \d+, /.test(svgOf(many)), svgOf(many));
});

Deno.test("lanes() draws empty lanes when there is no record", () => {
  assertEquals(linesOf([], { partitions: 2, title: "payments" }), [
    "payments",
    "partition 0 │ empty",
    "partition 1 │ empty",
  ]);
  assertEquals(linesOf([]), [
    "0 records in 1 partition",
    "partition 0 │ empty",
  ]);
});

Deno.test("lanes() hides the middle of 10,000 records and stays within a notebook's width", () => {
  const records = Array.from(
    { length: 10_000 },
    (_, offset) => orderRecord(0, offset, String(offset % 5), "paid"),
  );
  const [, line] = linesOf(records);
  const hidden = /… (\d+) more …/.exec(line!);
  const shown = line!.match(/\d+:paid\(/g)!.length;
  assertEquals(shown + Number(hidden?.[1]), 10_000);
  assert(line!.endsWith("9999:paid(4)"), line);
  const svg = svgOf(records);
  const [, width] = /width="(\d+)"/.exec(svg)!;
  assert(Number(width) <= 760, width);
  assert(svg.length < 20_000, `${svg.length} characters`);
});

Deno.test("lanes() shows offsets without a record, up to a mark beyond the last one", () => {
  const records = [
    orderRecord(0, 3, null, "created"),
    orderRecord(0, 5, null, null),
  ];
  const [, line] = linesOf(records, {
    marks: [{ partition: 0, offset: 9n, label: "end" }],
  });
  assertEquals(
    line,
    "partition 0 │ 3:created 4:– 5:tombstone 6–8:– │ end 9",
  );
  assertStringIncludes(svgOf(records), "no record here");
});

Deno.test("lanes() draws a record given twice once, and says so", () => {
  const [, line] = linesOf([
    orderRecord(0, 0, "1001", "paid"),
    orderRecord(0, 0, "1001", "paid"),
  ]);
  assertEquals(line, "partition 0 │ 0:paid(1001) [read again]");
});

Deno.test("lanes() flags a record with a sign and a word in the legend", () => {
  const flag = ({ offset }: { offset: bigint }): string | null =>
    offset === 1n ? "out of order" : null;
  assertEquals(
    linesOf(story, { flag })[1],
    "partition 0 │ 0:created(1001) 1:paid(1001) [out of order]",
  );
  assertStringIncludes(svgOf(story, { flag }), ">out of order</text>");
});

Deno.test("lanes() writes a short key on its record, and a letter for a long one", () => {
  assertStringIncludes(svgOf(story), ">1001</text>");
  const long = [orderRecord(0, 0, "ada@lantern.example", "created")];
  assert(/>[A-Z]<\/text>/.test(svgOf(long)), svgOf(long));
  assertStringIncludes(svgOf(long), ">ada@lantern.example</text>");
});

Deno.test("lanes() colours by another trait than the key when given one", () => {
  const records = [orderRecord(0, 0, null, '{"order":1001,"event":"paid"}')];
  const read = ({ value }: { value: string | null }) => JSON.parse(value!);
  assertEquals(
    linesOf(records, {
      by: { name: "Order", of: (record) => String(read(record).order) },
      label: (record) => read(record).event,
    })[1],
    "partition 0 │ 0:paid(1001)",
  );
});

Deno.test("lanes() gives a key the same colour in each picture of the same keys", () => {
  const first = svgOf(story);
  const again = svgOf(story.toReversed());
  assertEquals(first, again);
});

Deno.test("lanes() refuses records of two topics", () => {
  assertThrows(
    () => lanes([...story, { ...story[0]!, topic: "payments" }]),
    RangeError,
    'Cannot draw lanes: expected records of one topic but found "orders" and "payments". Draw one picture a topic',
  );
});
