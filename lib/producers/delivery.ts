import { Buffer } from "node:buffer";
import type { Message } from "kafkajs";
import type { RecordMetadata } from "../producers.ts";
import type { Layout } from "./layouts.ts";

/** A message whose partition is decided. */
export type Placed = Message & { partition: number };

/** Brokers take 1 MiB in one batch unless told otherwise; the rest is for what frames the records. */
const MAX_BYTES = 900_000;
/** With more, KafkaJS takes longer to sort records by partition than to send them. */
const MAX_RECORDS = 1_000;
const OVERHEAD_BYTES = 32;

/**
 * Cuts a send into parts that a broker takes in one request.
 *
 * @param placed The messages in the order of sending.
 * @returns Parts of at most 1,000 records and about 900 kB, in the same order; a larger record is a part of its own.
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

/** Spares most sends the counting of bytes: no letter of a JavaScript string has more than three. */
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
 * How much a message takes in a request.
 *
 * @param message The message.
 * @returns About how many bytes; text counts as UTF-8.
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

/** What takes messages to a broker: a session, or a transaction of one. */
export interface Carrier {
  /** Sends messages in one request; gives the offset of the first of them, by partition. */
  send(topic: string, messages: Placed[]): Promise<Map<number, bigint>>;
}

/**
 * Sends records and waits for the acknowledgement of all.
 *
 * @param carrier What to send with; nothing else may use it meanwhile.
 * @param topic The topic's full name.
 * @param layout The topic's layout.
 * @param messages In the order of sending, their partitions decided.
 * @returns Where each was written, in the same order.
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

/** Gives the offset of the first record, by partition. */
async function deliverBatch(
  carrier: Carrier,
  topic: string,
  { brokers }: Layout,
  batch: Placed[],
): Promise<Map<number, bigint>> {
  // Where a leader moves between two attempts, KafkaJS forgets or repeats a partition of the same
  // send, for it notes which brokers have answered, not which partitions. One a send is safe; on
  // a single broker, where a leader has nowhere to move to, one request for all is faster.
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
