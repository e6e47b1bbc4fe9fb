import type { Consumer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/deadlines.ts";
import { kafkaTrouble } from "workbook/kafka_errors.ts";
import { type ConsumerRecord, toConsumerRecord } from "workbook/records.ts";
import { Trouble } from "workbook/trouble.ts";

/** Someone who wants the records of a topic. */
export interface Reader {
  /** Told of each record in the order of its partition. */
  sees(record: ConsumerRecord): void;
  /** Asked after each batch; `next` is the offset that the partition goes on with. */
  isDone(partition: number, next: bigint): boolean;
  /** The sentence for a missed deadline. */
  late(ms: number): string;
}

/**
 * Has a consumer read a topic until the reader is content, in a group that is gone afterwards.
 *
 * @param cluster Where.
 * @param topic The topic's full name.
 * @param starts The offset to start at, by partition; others are not read.
 * @param deadlineMs How long it may take, in milliseconds.
 * @param reader Told of the records.
 * @throws {Trouble} If the deadline passes, Stop is pressed, or the consumer fails.
 *
 * @example The first record of partition 0
 * ```ts ignore
 * await read(cluster, topic, new Map([[0, 0n]]), 5_000, {
 *   sees: (record) => console.log(record.value),
 *   isDone: () => true,
 *   late: (ms) => `Nothing came within ${ms} ms`,
 * });
 * ```
 */
export async function read(
  cluster: Cluster,
  topic: string,
  starts: Map<number, bigint>,
  deadlineMs: number,
  reader: Reader,
): Promise<void> {
  const groupId = cluster.name(`reader-${crypto.randomUUID().slice(0, 8)}`);
  const consumer = cluster.kafka.consumer({ groupId });
  const late = (): Trouble => new Trouble(reader.late(deadlineMs));
  try {
    await within(
      deadlineMs,
      readBatches(consumer, topic, starts, reader),
      late,
    );
  } catch (error) {
    throw error instanceof Trouble
      ? error
      : kafkaTrouble(`read topic "${topic}"`, error);
  } finally {
    await consumer.disconnect();
    await cluster.admin.deleteGroups([groupId]).catch(() => {}); // it never joined, so there is none
  }
}

async function readBatches(
  consumer: Consumer,
  topic: string,
  starts: Map<number, bigint>,
  reader: Reader,
): Promise<void> {
  const { GROUP_JOIN, END_BATCH_PROCESS, CRASH } = consumer.events;
  const next = new Map(starts);
  const done = Promise.withResolvers<void>();
  done.promise.catch(() => {}); // it may crash before anyone waits for it
  consumer.on(CRASH, ({ payload }) => {
    if (!payload.restart) done.reject(payload.error);
  });
  // At each join, since KafkaJS starts all over after a crash that it survives.
  consumer.on(GROUP_JOIN, () => {
    for (const [partition, offset] of next) {
      consumer.seek({ topic, partition, offset: String(offset) });
    }
  });
  // This event, unlike `eachBatch`, also tells of batches that hold transaction markers only.
  consumer.on(END_BATCH_PROCESS, ({ payload }) => {
    if (reader.isDone(payload.partition, BigInt(payload.lastOffset) + 1n)) {
      done.resolve();
    }
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { partition, messages } }) => {
      for (const message of messages) {
        const record = toConsumerRecord(topic, partition, message);
        // A compressed batch is sent whole, so it may begin before the place that was asked for.
        if (record.offset < (next.get(partition) ?? record.offset + 1n)) {
          continue;
        }
        next.set(partition, record.offset + 1n);
        reader.sees(record);
      }
      return Promise.resolve();
    },
  });
  await done.promise;
}
