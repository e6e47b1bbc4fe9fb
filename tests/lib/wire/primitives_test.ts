import { assertEquals } from "@std/assert";
import { compactArray, compactString, Cursor, int32 } from "workbook/wire.ts";

Deno.test("Cursor reads what was encoded, flexible or not", () => {
  const long = "ö".repeat(100); // its length takes two bytes as a varint
  const names = compactArray([compactString(long), compactString("")]);
  const bytes = Uint8Array.from([...int32(-2), ...names, ...int32(7)]);
  const flexible = new Cursor(bytes, 0, true);
  assertEquals(flexible.int32(), -2);
  assertEquals(flexible.arrayLength(), 2);
  assertEquals([flexible.string(), flexible.string()], [long, ""]);
  assertEquals(flexible.int32(), 7);
  const older = new Cursor(Uint8Array.of(0, 2, 111, 107, 0, 0, 0, 3), 0, false);
  assertEquals([older.string(), older.arrayLength()], ["ok", 3]);
});

Deno.test("Cursor reads a null text as empty, and a null array as one without elements", () => {
  const flexible = new Cursor(Uint8Array.of(0, 0), 0, true);
  assertEquals([flexible.string(), flexible.arrayLength()], ["", 0]);
  const minusOnes = new Uint8Array(6).fill(0xff);
  const older = new Cursor(minusOnes, 0, false);
  assertEquals([older.string(), older.arrayLength()], ["", 0]);
});

Deno.test("Cursor.skipTaggedFields() passes over all fields of a flexible version, and moves in no other", () => {
  const bytes = Uint8Array.of(2, 0, 1, 9, 5, 2, 9, 9, 42);
  const flexible = new Cursor(bytes, 0, true);
  flexible.skipTaggedFields();
  assertEquals(flexible.at, 8);
  const older = new Cursor(bytes, 0, false);
  older.skipTaggedFields();
  assertEquals(older.at, 0);
});
