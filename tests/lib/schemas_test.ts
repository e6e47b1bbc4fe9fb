import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import {
  deserialise,
  Malformed,
  type Schema,
  validate,
} from "workbook/schemas.ts";
import * as z from "zod";

const Order = z.object({ order: z.int(), amount: z.number().default(0) });

function received(value: string | Uint8Array | null): {
  topic: string;
  partition: number;
  message: { offset: string; value: Uint8Array | null };
} {
  const bytes = typeof value === "string" ? Buffer.from(value) : value;
  return {
    topic: "orders",
    partition: 0,
    message: { offset: "7", value: bytes },
  };
}

function complaint(value: string | Uint8Array | null): string {
  return assertThrows(
    () => deserialise(Order, received(value)),
    Malformed,
  ).message;
}

Deno.test("deserialise() returns the value as the schema outputs it", () => {
  assertEquals(deserialise(Order, received('{"order":1001,"more":1}')), {
    order: 1001,
    amount: 0,
  });
});

Deno.test("deserialise() names the record and the first step that fails", () => {
  const where = 'Cannot read record 7 of "orders"/0: expected ';
  assertEquals(
    complaint(null),
    `${where}a value but found none (a tombstone)`,
  );
  assertEquals(
    complaint(Buffer.from("Zoë", "latin1")),
    `${where}UTF-8 but found other bytes: Zo�`,
  );
  assertEquals(
    complaint("1001 paid"),
    `${where}JSON but found 1001 paid`,
  );
  assertEquals(
    complaint('{"order":"1001"}'),
    `${where}what the schema allows but found "1001" at order (Invalid input: expected number, received string)`,
  );
  assertEquals(
    complaint("{}"),
    `${where}what the schema allows but found nothing at order (Invalid input: expected number, received undefined)`,
  );
});

Deno.test("deserialise() lists every issue", () => {
  const text = complaint('{"order":"1001","amount":null}');
  assertStringIncludes(text, '"1001" at order');
  assertStringIncludes(text, "; and null at amount");
});

Deno.test("deserialise() does not quote a long value in full", () => {
  assertEquals(complaint("x".repeat(1_000)).length < 150, true);
});

Deno.test("validate() takes any Standard Schema, also with a path of objects", () => {
  const even: Schema<number> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) =>
        typeof value === "number" && value % 2 === 0
          ? { value }
          : { issues: [{ message: "odd", path: [{ key: "0" }] }] },
    },
  };
  assertEquals(validate(even, 2), 2);
  assertStringIncludes(
    assertThrows(() => validate(even, [3]), Malformed).message,
    "but found 3 at 0 (odd)",
  );
});

Deno.test("validate() refuses an asynchronous schema", () => {
  const later = z.string().refine(() => Promise.resolve(true));
  assertThrows(() => validate(later, "x"));
});

Deno.test("validate() describes values that JSON can't hold", () => {
  const found: [unknown, string][] = [
    [10n, "but found 10n at amount"],
    [() => 1, "but found [Function (anonymous)] at amount"],
    [Symbol("ten"), "but found Symbol(ten) at amount"],
  ];
  for (const [amount, sentence] of found) {
    const { message } = assertThrows(
      () => validate(Order, { order: 1001, amount }),
      Malformed,
    );
    assertStringIncludes(message, sentence);
  }
});
