import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import {
  deserialise,
  Malformed,
  type Schema,
  serialise,
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

Deno.test("deserialise() gives what the schema makes of the value", () => {
  assertEquals(deserialise(Order, received('{"order":1001,"more":1}')), {
    order: 1001,
    amount: 0,
  });
});

Deno.test("deserialise() names the record and what is wrong with it", () => {
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

Deno.test("deserialise() says each thing that is wrong", () => {
  const text = complaint('{"order":"1001","amount":null}');
  assertStringIncludes(text, '"1001" at order');
  assertStringIncludes(text, "; and null at amount");
});

Deno.test("deserialise() does not quote a long value in full", () => {
  assertEquals(complaint("x".repeat(1_000)).length < 150, true);
});

Deno.test("serialise() refuses what does not fit, and writes what does as it was given", () => {
  assertThrows(() => serialise(Order, { order: "1001" }), Malformed);
  assertEquals(
    serialise(Order, { order: 1001 }).toString(),
    '{"order":1001}',
  );
});

Deno.test("serialise() holds against the schema what readers will get, not what the program has", () => {
  const at = new Date(0);
  assertThrows(() => serialise(z.object({ at: z.date() }), { at }), Malformed);
  assertEquals(
    serialise(z.object({ at: z.iso.datetime() }), { at }).toString(),
    '{"at":"1970-01-01T00:00:00.000Z"}',
  );
  assertThrows(() => serialise(Order, undefined), Malformed);
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

Deno.test("validate() refuses a schema that answers later", () => {
  const later = z.string().refine(() => Promise.resolve(true));
  assertThrows(() => validate(later, "x"));
});

Deno.test("validate() tells of values that JSON can't hold", () => {
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

Deno.test("serialise() refuses what JSON can't hold", () => {
  assertThrows(
    () => serialise(Order, { order: 1001, amount: 10n }, "bill it"),
    Malformed,
    "Cannot bill it: expected what JSON can hold but found",
  );
});
