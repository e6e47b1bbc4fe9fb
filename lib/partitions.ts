import { crc32 } from "node:zlib";

const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;

/**
 * Hashes a record key as Kafka's Java client does (32-bit MurmurHash2).
 *
 * @param bytes The bytes of the key.
 * @returns The hash, a signed 32-bit integer.
 *
 * Source: apache/kafka, `org.apache.kafka.common.utils.Utils.murmur2`.
 *
 * @example The hash of a key never changes
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { murmur2 } from "workbook/partitions.ts";
 *
 * strictEqual(murmur2(new TextEncoder().encode("foobar")), -790332482);
 * ```
 */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length & ~3;
  let hash = SEED ^ bytes.length;

  for (let at = 0; at < tail; at += 4) {
    let word = Math.imul(view.getInt32(at, true), MULTIPLIER);
    word ^= word >>> 24;
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER);
  }
  for (let at = tail; at < bytes.length; at++) {
    hash ^= view.getUint8(at) << (8 * (at - tail));
  }
  if (bytes.length > tail) hash = Math.imul(hash, MULTIPLIER);

  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER);
  return hash ^ (hash >>> 15);
}

/**
 * Picks the partition for a key, as Kafka's Java client and KafkaJS do.
 *
 * Equal keys get the same partition as long as the partition count stays the same. Records without a
 * key are not covered: each client spreads them in its own way.
 *
 * @param key The record's key; text counts as its UTF-8 bytes.
 * @param partitionCount The topic's number of partitions; at least 1.
 * @returns The partition number, from 0 to `partitionCount - 1`.
 * @throws {TypeError} If the key is neither text nor bytes.
 * @throws {RangeError} If `partitionCount` is not a whole number of at least 1.
 *
 * Source: apache/kafka, `org.apache.kafka.clients.producer.internals.BuiltInPartitioner`.
 *
 * @example The key alone decides
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { partitionForKey } from "workbook/partitions.ts";
 *
 * strictEqual(partitionForKey("ada", 3), partitionForKey(new TextEncoder().encode("ada"), 3));
 * ```
 */
export function partitionForKey(
  key: string | Uint8Array,
  partitionCount: number,
): number {
  return pick(key, partitionCount, (bytes) => murmur2(bytes) & 0x7fffffff);
}

/**
 * Picks the partition for a key as librdkafka does by default, and with it the clients for
 * Python, Go, .NET and many more: by the CRC-32 of the key.
 *
 * It seldom agrees with {@link partitionForKey}, so two clients that write the same keys to one topic
 * put them into different partitions unless both are set to the same partitioner.
 *
 * @param key The record's key; text counts as its UTF-8 bytes. librdkafka spreads records with an
 * empty key at random (`consistent_random`), or sends them to this partition (`consistent`).
 * @param partitionCount The topic's number of partitions; at least 1.
 * @returns The partition number, from 0 to `partitionCount - 1`.
 * @throws {TypeError} If the key is neither text nor bytes.
 * @throws {RangeError} If `partitionCount` is not a whole number of at least 1.
 *
 * Source: confluentinc/librdkafka, `rd_kafka_msg_partitioner_consistent` in `src/rdkafka_msg.c`;
 * `partitioner` in `CONFIGURATION.md`.
 *
 * @example Two clients, one key, two partitions
 * ```ts
 * import { notStrictEqual } from "node:assert/strict";
 * import { crc32PartitionForKey, partitionForKey } from "workbook/partitions.ts";
 *
 * notStrictEqual(crc32PartitionForKey("ada", 6), partitionForKey("ada", 6));
 * ```
 */
export function crc32PartitionForKey(
  key: string | Uint8Array,
  partitionCount: number,
): number {
  return pick(key, partitionCount, crc32);
}

function pick(
  key: string | Uint8Array,
  partitionCount: number,
  hash: (bytes: Uint8Array) => number,
): number {
  const bytes = typeof key === "string" ? new TextEncoder().encode(key) : key;
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `Cannot pick a partition for key ${
        Deno.inspect(key)
      }: expected text or bytes but found ${
        key === null ? "null" : typeof key
      }. Kafka hashes a key's bytes: turn it into text first, for instance with String(…)`,
    );
  }
  if (!Number.isInteger(partitionCount) || partitionCount < 1) {
    throw new RangeError(
      `Cannot pick a partition for key ${
        Deno.inspect(key)
      }: expected a partition count of at least 1 but found ${partitionCount}. ` +
        "Pass the topic's number of partitions",
    );
  }
  return hash(bytes) % partitionCount;
}
