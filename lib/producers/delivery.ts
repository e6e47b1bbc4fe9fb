import { Buffer } from "node:buffer";
import type { Message } from "kafkajs";
import type { Layout, Placed } from "./partitioner.ts";

/** The place that a record got in a topic. */
export interface RecordMetadata {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** The record's position in the partition, from 0. */
  offset: bigint;
}

/** A broker's default limit for a batch is 1 MiB (`message.max.bytes`); the rest is left to the framing. */
const MAX_BYTES = 900_000;
/** With more records, KafkaJS takes longer to sort them by partition than to send them. */
const MAX_RECORDS = 1_000;
const OVERHEAD_BYTES = 32;

/**
 * Splits the messages of a send into batches that a broker accepts in one request.
 *
 * @param placed The messages in the order of sending.
 * @returns Batches of at most 1,000 messages and about 900 kB, in the same order; a larger message is a
 * batch of its own. Empty when there are no messages.
 */
export function splitIntoBatches(placed: Placed[]): Placed[][] {
  if (isSurelyOne(placed)) return placed.length > 0 ? [placed] : [];
  const batches: Placed[][] = [];
  let bytes = Infinity;
  for (const one of placed) {
    const size = sizeOf(one);
    const batch = batches.at(-1);
    if (batch && batch.length < MAX_RECORDS && bytes + size <= MAX_BYTES) {
      batch.push(one);
      bytes += size;
    } else {
      batches.push([one]);
      bytes = size;
    }
  }
  return batches;
}

/** Saves most sends the counting of bytes: a UTF-16 unit of a string takes at most three in UTF-8. */
function isSurelyOne(placed: Placed[]): boolean {
  if (placed.length > MAX_RECORDS) return false;
  let most = 0;
  for (const { key, value, headers } of placed) {
    if (headers) return false;
    most += OVERHEAD_BYTES + 3 * ((key?.length ?? 0) + (value?.length ?? 0));
  }
  return most <= MAX_BYTES;
}

/**
 * Estimates the size of a message in a request.
 *
 * @param message The message to measure.
 * @returns The approximate number of bytes; text counts as UTF-8.
 */
export function sizeOf({ key, value, headers }: Message): number {
  let bytes = OVERHEAD_BYTES + bytesIn(key) + bytesIn(value);
  if (!headers) return bytes;
  for (const [name, given] of Object.entries(headers)) {
    bytes += bytesIn(name);
    for (const text of [given].flat()) bytes += bytesIn(text);
  }
  return bytes;
}

function bytesIn(part: string | Uint8Array | null | undefined): number {
  return typeof part === "string" ? Buffer.byteLength(part) : part?.length ?? 0;
}

/** A session, or a transaction of one, through which messages reach the brokers. */
export interface Carrier {
  /**
   * Sends messages to a topic in one request.
   *
   * @param topic The topic's full name.
   * @param messages The messages in the order of sending.
   * @returns The offset of the first message written to each partition, by partition number.
   */
  send(topic: string, messages: Placed[]): Promise<Map<number, bigint>>;
}

/**
 * Sends messages to a topic, in as many requests as they need, and waits until all are acknowledged.
 *
 * @param carrier The session or transaction to send through; nothing else may use it meanwhile.
 * @param topic The topic's full name.
 * @param layout The topic's layout.
 * @param messages The messages in the order of sending.
 * @returns The partition and offset of each message, in the same order.
 */
export async function deliver(
  carrier: Carrier,
  topic: string,
  layout: Layout,
  messages: Placed[],
): Promise<RecordMetadata[]> {
  const written: RecordMetadata[] = [];
  for (const batch of splitIntoBatches(messages)) {
    const next = await deliverBatch(carrier, topic, layout, batch);
    for (const { partition } of batch) {
      const offset = next.get(partition)!;
      next.set(partition, offset + 1n);
      written.push({ topic, partition, offset });
    }
  }
  return written;
}

/** Returns the offset of the first message written to each partition. */
async function deliverBatch(
  carrier: Carrier,
  topic: string,
  { brokers }: Layout,
  batch: Placed[],
): Promise<Map<number, bigint>> {
  // When a leader moves between two attempts, KafkaJS skips or repeats a partition of the same send,
  // because it notes which brokers have answered, not which partitions. One partition per send is
  // safe. On a single broker no leader can move, so one request for all is safe too, and faster.
  const parts = brokers === 1
    ? [batch]
    : [...Map.groupBy(batch, ({ partition }) => partition).values()];
  const offsets = new Map<number, bigint>();
  for (const part of parts) {
    for (const [partition, offset] of await carrier.send(topic, part)) {
      offsets.set(partition, offset);
    }
  }
  return offsets;
}
