import { Buffer } from "node:buffer";
import type { Message } from "kafkajs";

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
