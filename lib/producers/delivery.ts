import type { RecordMetadata } from "workbook/producers.ts";
import { type Placed, splitIntoBatches } from "workbook/producers/batches.ts";
import type { Layout } from "workbook/producers/layouts.ts";

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
