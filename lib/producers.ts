import type { RecordMetadata } from "./producers/delivery.ts";
import { type Clients, SafeProducer } from "./producers/safe_producer.ts";
import type { ProducerRecord } from "./records.ts";

export type { RecordMetadata } from "./producers/delivery.ts";
export { UnknownOutcome } from "./producers/outcomes.ts";
export type { Clients } from "./producers/safe_producer.ts";

/** The time limit of a producer. */
export interface ProducerOptions {
  /** The longest time that a send may take, in milliseconds from the call; 30,000 when left out. */
  deadlineMs?: number;
}

/** A producer that sends records safely; made by {@link openProducer}. */
export interface RecordProducer extends AsyncDisposable {
  /**
   * Sends records to a topic, and waits until every in-sync replica has them.
   *
   * Sends go out one after the other in the order of the calls, awaited or not.
   *
   * @param topic The topic's full name.
   * @param records The records, in the order to write them; any number.
   * @returns The partition and offset of each record, in the same order; empty when there are no records.
   * @throws {UnknownOutcome} If no acknowledgement came before the deadline, or before the reader pressed
   * Stop. Some or all records may be in the log.
   * @throws {Trouble} If nothing was written: there is no such topic or partition, a key is neither
   * text nor bytes, a record is too large, the producer is closed.
   */
  send(topic: string, records: ProducerRecord[]): Promise<RecordMetadata[]>;
  /** Waits for the sends called so far, and disconnects; later calls do nothing. */
  close(): Promise<void>;
}

/**
 * Opens a producer whose acknowledged records are never lost, repeated or reordered.
 *
 * It is idempotent and waits for all in-sync replicas. KafkaJS alone does not keep that promise, so
 * this producer runs one send at a time, decides on each record's partition once, and continues with
 * a new KafkaJS producer after any failure. Calling `send` again with the same records writes them again.
 *
 * @param cluster The cluster to send to.
 * @param options The time limit of each send.
 * @returns The producer; it connects with its first send. Close it with `await using`.
 *
 * Source: Kafka, "Producer Configs" (`enable.idempotence`, `acks`, `delivery.timeout.ms`).
 *
 * @example Two records of one order
 * ```ts ignore
 * await using producer = openProducer(cluster);
 * await producer.send(orders, [
 *   { key: "1001", value: "created" },
 *   { key: "1001", value: "paid" },
 * ]); // [{ topic, partition: 0, offset: 0n }, { topic, partition: 0, offset: 1n }]
 * ```
 */
export function openProducer(
  cluster: Clients,
  { deadlineMs = 30_000 }: ProducerOptions = {},
): RecordProducer {
  return new SafeProducer(cluster, deadlineMs);
}
