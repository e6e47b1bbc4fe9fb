import { Buffer } from "node:buffer";
import { assertEquals, assertThrows } from "@std/assert";
import { toConsumerRecord, toMessage } from "workbook/records.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("toConsumerRecord() turns KafkaJS's strings and bytes into offset, date and text", () => {
  const record = toConsumerRecord("orders", 2, {
    key: Buffer.from("1001"),
    value: Buffer.from("payé"),
    offset: "9007199254740993",
    timestamp: "1767225600000",
    attributes: 0,
    headers: {
      source: Buffer.from("shop"),
      trace: [Buffer.from("a"), Buffer.from("b")],
    },
  });
  assertEquals(record, {
    topic: "orders",
    partition: 2,
    offset: 9007199254740993n, // beyond what a number can tell apart
    timestamp: new Date("2026-01-01T00:00:00Z"),
    key: "1001",
    value: "payé",
    headers: { source: "shop", trace: "b" },
  });
});

Deno.test("toConsumerRecord() keeps a missing key and a tombstone apart from empty text", () => {
  const message = { offset: "0", timestamp: "0", attributes: 0, headers: {} };
  const none = toConsumerRecord("t", 0, { ...message, key: null, value: null });
  const empty = toConsumerRecord("t", 0, {
    ...message,
    key: Buffer.from(""),
    value: Buffer.from(""),
  });
  assertEquals([none.key, none.value, empty.key, empty.value], [
    null,
    null,
    "",
    "",
  ]);
});

Deno.test("toMessage() writes an object as JSON and leaves text, bytes and tombstones alone", () => {
  const value = (given: string | Uint8Array | object | null) =>
    toMessage({ value: given }).value;
  assertEquals(value({ order: 1001 }), '{"order":1001}');
  assertEquals(value("paid"), "paid");
  assertEquals(value(new Uint8Array([1, 2])), Buffer.from([1, 2]));
  assertEquals(value(null), null);
});

Deno.test("toMessage() names partition and timestamp only when they are given", () => {
  assertEquals(Object.keys(toMessage({ value: "x" })), ["key", "value"]);
  const full = toMessage({
    value: "x",
    partition: 0,
    timestamp: new Date(5),
    headers: { a: "b" },
  });
  assertEquals([full.partition, full.timestamp, full.headers], [0, "5", {
    a: "b",
  }]);
});

Deno.test("toMessage() refuses a key that is neither text nor bytes, and says what to do", () => {
  const key = 1001 as unknown as string;
  assertThrows(
    () => toMessage({ key, value: "x" }),
    Trouble,
    "expected text, bytes or null but found number",
  );
  assertThrows(() => toMessage({ key, value: "x" }), Trouble, "String(…)");
});

Deno.test("toMessage() refuses a header that is neither text nor bytes", () => {
  const headers = { source: "shop", attempt: 2 as unknown as string };
  assertThrows(
    () => toMessage({ value: "x", headers }),
    Trouble,
    'Cannot send a record with header "attempt" 2: expected text, bytes or null but found number',
  );
});

Deno.test("toMessage() refuses a value that JSON can't hold", () => {
  const loop: Record<string, unknown> = { order: 1001 };
  loop.self = loop;
  const refused: [object, string][] = [
    [{ offset: 7n }, "Cannot send a record with value { offset: 7n }"],
    [loop, "expected what JSON can hold"],
    [new Map([["order", 1001]]), "expected what JSON can hold but found Map"],
    [new Set([1001]), "expected what JSON can hold but found Set"],
    [Promise.resolve("paid"), "expected what JSON can hold but found Promise"],
    [
      { order: 1001, failure: new TypeError("no such lamp") },
      "expected what JSON can hold but found Error",
    ],
    [{ lamps: [{ sizes: new Set([1]) }] }, "but found Set"],
    [{ named: /lamp/ }, "but found RegExp"],
  ];
  for (const [value, sentence] of refused) {
    assertThrows(() => toMessage({ value }), Trouble, sentence);
  }
});

Deno.test("toMessage() refuses a timestamp that is no date, or before Kafka's first", () => {
  assertEquals(
    toMessage({ value: "x", timestamp: new Date(0) }).timestamp,
    "0",
  );
  const times = [
    "2024-01-01",
    0,
    new Date("tomorrow"),
    new Date(-1),
    new Date("1969-07-20"),
  ] as Date[];
  for (const timestamp of times) {
    assertThrows(
      () => toMessage({ value: "x", timestamp }),
      Trouble,
      `Cannot send a record with timestamp ${Deno.inspect(timestamp)}`,
    );
  }
});
