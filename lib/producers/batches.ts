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

/**
 * How much a message takes in a request.
 *
 * @param message The message.
 * @returns About how many bytes; text is counted as if each letter took one.
 */
export function sizeOf({ key, value, headers }: Message): number {
  let bytes = OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
  if (!headers) return bytes;
  for (const [name, text] of Object.entries(headers)) {
    bytes += name.length + (text?.length ?? 0);
  }
  return bytes;
}
