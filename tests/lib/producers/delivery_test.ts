import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { sizeOf, splitIntoBatches } from "workbook/producers/delivery.ts";
import type { Placed } from "workbook/producers/partitioner.ts";

function messages(count: number, bytes: number): Placed[] {
  return Array.from({ length: count }, (_, n) => ({
    partition: 0,
    value: String(n).padEnd(bytes),
  }));
}

Deno.test("splitIntoBatches() cuts after 1,000 records and keeps their order", () => {
  const all = messages(2_001, 10);
  const batches = splitIntoBatches(all);
  assertEquals(batches.map(({ length }) => length), [1_000, 1_000, 1]);
  assertEquals(batches.flat(), all);
});

Deno.test("splitIntoBatches() cuts before a batch is larger than a broker takes", () => {
  const batches = splitIntoBatches(messages(10, 400_000));
  assertEquals(batches.map(({ length }) => length), [2, 2, 2, 2, 2]);
});

Deno.test("splitIntoBatches() gives a record that is too large a batch of its own", () => {
  const batches = splitIntoBatches([
    ...messages(1, 10),
    ...messages(1, 2_000_000),
    ...messages(1, 10),
  ]);
  assertEquals(batches.map(({ length }) => length), [1, 1, 1]);
});

Deno.test("splitIntoBatches() makes nothing of nothing", () => {
  assertEquals(splitIntoBatches([]), []);
});

Deno.test("sizeOf() counts key, value and headers", () => {
  const overhead = sizeOf({ value: null });
  const message = { key: "1001", value: "paid", headers: { by: "ada" } };
  assertEquals(sizeOf(message), overhead + 4 + 4 + 5);
});

Deno.test("sizeOf() counts bytes, not letters", () => {
  const overhead = sizeOf({ value: null });
  const message = { key: "Zoë", value: "оплата", headers: { имя: "ё" } };
  assertEquals(sizeOf(message), overhead + 4 + 12 + 8);
});

Deno.test("sizeOf() counts each value of a header that has several", () => {
  const overhead = sizeOf({ value: null });
  const headers = { by: ["ada", Buffer.from([1, 2])] };
  assertEquals(sizeOf({ value: null, headers }), overhead + 2 + 5);
});

Deno.test("splitIntoBatches() cuts Cyrillic text before a batch is larger than a broker takes", () => {
  const letters = "ж".repeat(600);
  const batches = splitIntoBatches(
    Array.from({ length: 1_000 }, () => ({ partition: 0, value: letters })),
  );
  assertEquals(batches.map(({ length }) => length), [730, 270]);
});
