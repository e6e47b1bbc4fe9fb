import type { Consumer } from "kafkajs";
import type { Cluster } from "../cluster.ts";
import { Changes, within } from "../waiting.ts";
import { kafkaTrouble, Trouble } from "../errors.ts";
import { type ConsumerRecord, toConsumerRecord } from "../records.ts";

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

/**
 * Waits until a running consumer has asked for more and got nothing, from every partition of a topic.
 *
 * With auto-commit, what it has read is committed by then. Of a consumer that has nothing to read
 * it waits for that answer too, so it tells "nothing came" from "nothing has come yet".
 *
 * @param cluster Where.
 * @param consumer Running, the only one of its group, and subscribed to this topic alone.
 * @param topic The topic's full name.
 * @param deadlineMs How long it may take, in milliseconds.
 * @throws {Trouble} If the deadline passes, or the consumer crashes.
 *
 * @example A consumer that stops at the end
 * ```ts ignore
 * await consumer.run({ eachMessage });
 * await untilCaughtUp(cluster, consumer, orders);
 * await consumer.disconnect();
 * ```
 */
export async function untilCaughtUp(
  cluster: Cluster,
  consumer: Consumer,
  topic: string,
  deadlineMs = 15_000,
): Promise<void> {
  // Brokers that were asked since the last records came, and of those the ones that had nothing.
  const asked = new Set<number>();
  const quiet = new Set<number>();
  const changes = new Changes();
  const { FETCH_START, START_BATCH_PROCESS, CRASH } = consumer.events;
  const listening = [
    // KafkaJS asks a broker again once all that it gave before is processed.
    consumer.on(FETCH_START, ({ payload }) => {
      const nodeId = Number(payload.nodeId); // it comes as text, whatever its type says
      if (asked.has(nodeId)) quiet.add(nodeId);
      asked.add(nodeId);
      changes.tell();
    }),
    consumer.on(START_BATCH_PROCESS, () => {
      asked.clear();
      quiet.clear();
    }),
    consumer.on(CRASH, ({ payload: { error } }) => {
      changes.fail(kafkaTrouble(`go on reading "${topic}"`, error));
    }),
  ];
  try {
    const leaders = await leadersOf(cluster, topic);
    await changes.until(
      () => leaders.every((leader) => quiet.has(leader)),
      `the end of "${topic}"`,
      deadlineMs,
    );
  } finally {
    for (const stop of listening) stop();
  }
}

/** The brokers that a consumer asks for the topic's records. */
async function leadersOf(cluster: Cluster, topic: string): Promise<number[]> {
  const { topics: [found] } = await cluster.admin.fetchTopicMetadata({
    topics: [topic],
  });
  return [...new Set(found!.partitions.map(({ leader }) => leader))];
}
