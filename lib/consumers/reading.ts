import type { Consumer } from "kafkajs";
import type { Cluster } from "../cluster.ts";
import { Changes, timedOut, within } from "../waiting.ts";
import { kafkaTrouble, Trouble } from "../errors.ts";
import { type ConsumerRecord, toConsumerRecord } from "../records.ts";

/** What `read` calls while it reads a topic. */
export interface Reader {
  /** Called with each record, in the order of its partition. */
  sees(record: ConsumerRecord): void;
  /** Called after each batch, with the next offset of its partition; returns whether reading is over. */
  isDone(partition: number, next: bigint): boolean;
  /** Returns the thing that is waited for, and what has been seen so far. */
  awaited(): string;
}

/**
 * Reads a topic with a consumer of its own until the reader says that it is done, in a group that is deleted
 * afterwards.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @param starts The offset to start at, by partition; other partitions are not read.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @param reader The callbacks for records, batches and the deadline.
 * @throws {Trouble} If the deadline passes, Stop is pressed, or the consumer fails.
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
  const late = (): Trouble => timedOut(deadlineMs, reader.awaited());
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
  // This event, unlike `eachBatch`, is also sent for batches that hold transaction markers only.
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
        // A compressed batch is sent whole, so it may begin before the requested offset.
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
 * Waits until a running consumer has read a topic to its end: every leader has answered one more fetch
 * without records.
 *
 * With auto-commit, what it has read is committed by then. A consumer without anything to read is waited
 * for too, so "no records" is never confused with "no records yet".
 *
 * @param cluster The cluster to query.
 * @param consumer The running consumer: the only member of its group, subscribed to this topic alone.
 * @param topic The topic's full name.
 * @param deadlineMs The longest time to wait, in milliseconds.
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
