import { assertEquals, assertThrows } from "@std/assert";
import { Buffer } from "node:buffer";
import { Partitioners } from "kafkajs";
import {
  crc32PartitionForKey,
  murmur2,
  partitionForKey,
} from "workbook/partitions.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

// org.apache.kafka.common.utils.UtilsTest.testMurmur2
const MURMUR2: [key: string, hash: number][] = [
  ["21", -973932308],
  ["foobar", -790332482],
  ["a-little-bit-long-string", -985981536],
  ["a-little-bit-longer-string", -1486304829],
  ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
  ["abc", 479470107],
];

for (const [key, hash] of MURMUR2) {
  Deno.test(`murmur2() hashes "${key}" as the Java client does`, () => {
    assertEquals(murmur2(bytesOf(key)), hash);
  });
}

Deno.test("murmur2() hashes a view into a larger buffer by the view's bytes", () => {
  assertEquals(murmur2(bytesOf("__foobar__").subarray(2, 8)), -790332482);
});

Deno.test("partitionForKey() agrees with KafkaJS on 5,000 random keys", () => {
  const partitionByKafkaJS = Partitioners.DefaultPartitioner();
  for (let n = 0; n < 5_000; n++) {
    const key = crypto.getRandomValues(new Uint8Array(n % 64));
    const partitionCount = 1 + n % 50;
    assertEquals(
      partitionForKey(key, partitionCount),
      partitionByKafkaJS({
        topic: "orders",
        partitionMetadata: partitions(partitionCount),
        message: { key: Buffer.from(key), value: null },
      }),
      `key ${key} in a topic of ${partitionCount} partitions`,
    );
  }
});

Deno.test("partitionForKey() takes text as its UTF-8 bytes", () => {
  assertEquals(
    partitionForKey("Żółw", 1_000),
    partitionForKey(bytesOf("Żółw"), 1_000),
  );
});

Deno.test("partitionForKey() moves some keys when partitions are added", () => {
  const keys = Array.from({ length: 100 }, (_, n) => `customer-${n}`);
  const moved = keys.filter((key) =>
    partitionForKey(key, 3) !== partitionForKey(key, 4)
  );
  assertEquals(moved.length > 50 && moved.length < 100, true);
});

// The check value of CRC-32/ISO-HDLC, the CRC of zlib and of librdkafka's rd_crc32().
Deno.test("crc32PartitionForKey() takes the remainder of zlib's CRC-32", () => {
  const partitionCount = 1_000_003;
  assertEquals(
    crc32PartitionForKey("123456789", partitionCount),
    0xcbf43926 % partitionCount,
  );
});

// Where librdkafka 2.16.0 put these keys in a topic of 7 partitions, with `partitioner=consistent`.
const LIBRDKAFKA: [key: string, partition: number][] = [
  ["", 0],
  ["21", 6],
  ["ada", 1],
  ["bob", 2],
  ["cleo", 4],
  ["customer-1", 3],
  ["customer-2", 0],
  ["Żółw", 6],
];

for (const [key, partition] of LIBRDKAFKA) {
  Deno.test(`crc32PartitionForKey() sends "${key}" where librdkafka does`, () => {
    assertEquals(crc32PartitionForKey(key, 7), partition);
  });
}

for (const pick of [partitionForKey, crc32PartitionForKey]) {
  Deno.test(`${pick.name}() refuses a key that is neither text nor bytes`, () => {
    assertThrows(
      () => pick(42 as unknown as string, 3),
      TypeError,
      "Cannot pick a partition for key 42: expected text or bytes but found number",
    );
    assertThrows(
      () => pick(null as unknown as string, 3),
      TypeError,
      "but found null",
    );
  });

  for (const count of [0, -1, 1.5, NaN]) {
    Deno.test(`${pick.name}() refuses a topic of ${count} partitions`, () => {
      assertThrows(
        () => pick("ada", count),
        RangeError,
        `expected a partition count of at least 1 but found ${count}`,
      );
    });
  }
}

function partitions(count: number): {
  partitionId: number;
  leader: number;
  partitionErrorCode: number;
  replicas: number[];
  isr: number[];
}[] {
  return Array.from({ length: count }, (_, partitionId) => ({
    partitionId,
    leader: 1,
    partitionErrorCode: 0,
    replicas: [1],
    isr: [1],
  }));
}
