import type { Consumer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/deadlines.ts";
import { connectionTrouble } from "workbook/kafka_errors.ts";
import { type ConsumerRecord, toConsumerRecord } from "workbook/records.ts";
import { endOffsets } from "workbook/topics.ts";
import { Trouble } from "workbook/trouble.ts";

/** Where a reader starts, and how long it may take. */
export interface ReadOptions {
  /** The offset to start at, in every partition that is read; from the first record when left out. */
  from?: bigint;
  /** The only partition to read; all of them when left out. */
  partition?: number;
  /** How long to wait, in milliseconds; 10,000 when left out. */
  deadlineMs?: number;
}

/**
 * Reads what a topic holds at this moment, on behalf of no consumer group that lasts.
 *
 * @param cluster Where.
 * @param topic The topic's full name.
 * @param options Where to start.
 * @returns The records, each partition's in its own order; empty when there are none. Between
 * partitions there is no order.
 * @throws {Trouble} If there is no such topic, partition or offset, or the deadline passes.
 *
 * @example Everything from offset 2 on
 * ```ts ignore
 * const records = await readToEnd(cluster, orders, { from: 2n });
 * ```
 */
export async function readToEnd(
  cluster: Cluster,
  topic: string,
  options: ReadOptions = {},
): Promise<ConsumerRecord[]> {
  const ends = await endOffsets(cluster, topic);
  const starts = startOffsets(topic, ends, options);
  const unread = new Set(
    [...starts].filter(([p, start]) => start < ends[p]!).map(([p]) => p),
  );
  const records: ConsumerRecord[] = [];
  if (unread.size === 0) return records;
  await read(cluster, topic, starts, options, {
    sees: (record) =>
      void (record.offset < ends[record.partition]! && records.push(record)),
    isDone: (partition, next) =>
      next >= ends[partition]! && unread.delete(partition) && unread.size === 0,
    late: (ms) =>
      `Cannot read "${topic}" to its end: found ${records.length} records after ${ms} ms`,
  });
  return records;
}

/**
 * Waits for a number of records and reads them, on behalf of no consumer group that lasts.
 *
 * @param cluster Where.
 * @param topic The topic's full name.
 * @param count How many records to wait for.
 * @param options Where to start, and how long to wait.
 * @returns The first `count` records that came, each partition's in its own order.
 * @throws {Trouble} If fewer came before the deadline.
 *
 * @example Waiting for a record that another cell will send
 * ```ts ignore
 * const [first] = await takeRecords(cluster, orders, 1, { deadlineMs: 60_000 });
 * ```
 */
export async function takeRecords(
  cluster: Cluster,
  topic: string,
  count: number,
  options: ReadOptions = {},
): Promise<ConsumerRecord[]> {
  const starts = startOffsets(topic, await endOffsets(cluster, topic), options);
  const records: ConsumerRecord[] = [];
  await read(cluster, topic, starts, options, {
    sees: (record) => void (records.length < count && records.push(record)),
    isDone: () => records.length >= count,
    late: (ms) =>
      `Cannot read ${count} records from "${topic}": found ${records.length} after ${ms} ms`,
  });
  return records;
}

/** The offset to start at, by partition. */
function startOffsets(
  topic: string,
  ends: bigint[],
  { from = 0n, partition }: ReadOptions,
): Map<number, bigint> {
  if (partition !== undefined && ends[partition] === undefined) {
    throw new Trouble(
      `Cannot read partition ${partition} of "${topic}": expected one of 0 to ${
        ends.length - 1
      } but found ${partition}`,
    );
  }
  const partitions = partition === undefined ? [...ends.keys()] : [partition];
  for (const p of partitions) {
    // KafkaJS would start at the beginning instead, without a word.
    if (from < 0n || (partitions.length === 1 && from > ends[p]!)) {
      throw new Trouble(
        `Cannot read "${topic}" from offset ${from}: expected an offset from 0 to ${
          ends[p]
        } (the end of partition ${p}) but found ${from}`,
      );
    }
  }
  return new Map(partitions.map((p) => [p, from < ends[p]! ? from : ends[p]!]));
}

interface Reader {
  /** Told of each record in the order of its partition. */
  sees(record: ConsumerRecord): void;
  /** Asked after each batch; `next` is the offset that the partition goes on with. */
  isDone(partition: number, next: bigint): boolean;
  /** The sentence for a missed deadline. */
  late(ms: number): string;
}

async function read(
  cluster: Cluster,
  topic: string,
  starts: Map<number, bigint>,
  { deadlineMs = 10_000 }: ReadOptions,
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
      : connectionTrouble(`read topic "${topic}"`, error);
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
  const { END_BATCH_PROCESS, CRASH } = consumer.events;
  const done = Promise.withResolvers<void>();
  consumer.on(CRASH, ({ payload }) => done.reject(payload.error));
  // This event, unlike `eachBatch`, also tells of batches that hold transaction markers only.
  consumer.on(END_BATCH_PROCESS, ({ payload }) => {
    if (reader.isDone(payload.partition, BigInt(payload.lastOffset) + 1n)) {
      done.resolve();
    }
  });
  done.promise.catch(() => {}); // a crash before anyone waits for it
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const next = new Map(starts);
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch: { partition, messages } }) => {
      for (const message of messages) {
        const record = toConsumerRecord(topic, partition, message);
        // A batch from before the seek comes first, so some are too early, and some come twice.
        if (record.offset < (next.get(partition) ?? record.offset + 1n)) {
          continue;
        }
        next.set(partition, record.offset + 1n);
        reader.sees(record);
      }
      return Promise.resolve();
    },
  });
  for (const [partition, offset] of starts) {
    consumer.seek({ topic, partition, offset: String(offset) });
  }
  await done.promise;
}
