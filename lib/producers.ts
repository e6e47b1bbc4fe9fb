import type { Cluster } from "./cluster.ts";
import { SafeProducer } from "./producers/safe_producer.ts";
import type { ProducerRecord } from "./records.ts";

/** What a producer needs of a cluster. */
export type Clients = Pick<Cluster, "kafka" | "admin">;

/** Where a record was written. */
export interface RecordMetadata {
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** Its position in the partition, from 0. */
  offset: bigint;
}

/** How a producer behaves. */
export interface ProducerOptions {
  /** How long a send may take from the call on, in milliseconds; 30,000 when left out. */
  deadlineMs?: number;
}

/** Sends records; made by {@link openProducer}. */
export interface RecordProducer extends AsyncDisposable {
  /**
   * Sends records, and waits until every in-sync replica has them.
   *
   * Sends go out one after the other in the order of the calls, awaited or not.
   *
   * @param topic The topic's full name.
   * @param records In the order in which they shall be written; any number.
   * @returns Where each was written, in the same order.
   * @throws {UnknownOutcome} If there was no acknowledgement in time, or before the reader's Stop.
   * Some or all records may be in the log.
   * @throws {Trouble} If nothing was written: there is no such topic or partition, a key is neither
   * text nor bytes, a record is too large, the producer is closed.
   */
  send(topic: string, records: ProducerRecord[]): Promise<RecordMetadata[]>;
  /** Waits for the sends that were called, and hangs up; once is enough. */
  close(): Promise<void>;
}

/**
 * Opens a producer that does not lose what was acknowledged, nor writes it twice, nor out of order.
 *
 * It is idempotent and waits for all in-sync replicas. KafkaJS alone does not keep that promise; so
 * this one sends one at a time, decides on a partition once, and goes on with a new KafkaJS
 * producer after any failure. A send that is called again by the application is another send.
 *
 * @param cluster Where to send.
 * @param options How long a send may take.
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
