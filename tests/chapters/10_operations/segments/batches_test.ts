import { assertEquals, assertThrows } from "@std/assert";
import {
  crc32c,
  readRecords,
} from "chapters/10_operations/segments/batches.ts";

const BASE = { offset: 10n, timestamp: 1_000n, appendTime: null };

Deno.test("readRecords() counts offsets and timestamps from their base", () => {
  // Length 7; no attributes; 300 ms later (two bytes); offset + 1; key "k"; no value; no headers.
  const record = Uint8Array.of(16, 0, 0xd8, 0x04, 2, 2, 107, 1, 0);
  assertEquals(readRecords(record, 1, BASE), [{
    offset: 11n,
    timestamp: new Date(1_300),
    key: "k",
    value: null,
    headers: {},
  }]);
});

Deno.test("readRecords() tells an empty text from none", () => {
  const record = Uint8Array.of(12, 0, 0, 0, 0, 0, 0);
  const [{ key, value } = { key: "?", value: "?" }] = readRecords(
    record,
    1,
    BASE,
  );
  assertEquals([key, value], ["", ""]);
});

Deno.test("readRecords() refuses bytes that end within a record", () => {
  for (const bytes of [[12], [12, 0, 0, 0, 20, 107]]) {
    assertThrows(
      () => readRecords(Uint8Array.from(bytes), 1, BASE),
      RangeError,
      "end within",
    );
  }
});

Deno.test("crc32c() gives the checksums of RFC 3720", () => {
  assertEquals(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assertEquals(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  assertEquals(
    crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)),
    0x46dd794e,
  );
  assertEquals(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
  assertEquals(crc32c(new Uint8Array()), 0);
});
