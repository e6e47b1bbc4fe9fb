import type { Cluster } from "./cluster.ts";
import { read } from "./consumers/reading.ts";
import type { ConsumerRecord } from "./records.ts";
import { type OffsetRange, offsetRanges } from "./topics.ts";
import { Trouble } from "./errors.ts";

export { untilCaughtUp } from "./consumers/reading.ts";

const DEADLINE_MS = 10_000;

/** The records to read, and the longest time to wait for them. */
export interface ReadOptions {
  /** The offset to start at, in every partition that is read; at the oldest record when left out. */
  from?: bigint;
  /** The only partition to read; all of them when left out. */
  partition?: number;
  /** How long to wait, in milliseconds; 10,000 when left out. */
  deadlineMs?: number;
}

/**
 * Reads all records that a topic holds at this moment; no consumer group remains of it.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @param options The offset to start at, and the longest time to wait.
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
  const ranges = await offsetRanges(cluster, topic);
  const ends = ranges.map(({ end }) => end);
  const starts = startOffsets(topic, ranges, options);
  const unread = new Set(
    [...starts].filter(([p, start]) => start < ends[p]!).map(([p]) => p),
  );
  const records: ConsumerRecord[] = [];
  if (unread.size === 0) return records;
  await read(cluster, topic, starts, options.deadlineMs ?? DEADLINE_MS, {
    sees: (record) =>
      void (record.offset < ends[record.partition]! && records.push(record)),
    isDone: (partition, next) =>
      next >= ends[partition]! && unread.delete(partition) && unread.size === 0,
    awaited: () => `the end of "${topic}": found ${records.length} records`,
  });
  return records;
}

/**
 * Waits until a topic holds a number of records, and reads them; no consumer group remains of it.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @param count The number of records to wait for.
 * @param options The offset to start at, and the longest time to wait.
 * @returns The first `count` records that arrived, each partition's in its own order.
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
  const starts = startOffsets(
    topic,
    await offsetRanges(cluster, topic),
    options,
  );
  const records: ConsumerRecord[] = [];
  await read(cluster, topic, starts, options.deadlineMs ?? DEADLINE_MS, {
    sees: (record) => void (records.length < count && records.push(record)),
    isDone: () => records.length >= count,
    awaited: () =>
      `${count} record${
        count === 1 ? "" : "s"
      } in "${topic}": found ${records.length}`,
  });
  return records;
}

/** The offset to start at, by partition. */
function startOffsets(
  topic: string,
  ranges: OffsetRange[],
  { from, partition }: ReadOptions,
): Map<number, bigint> {
  if (partition !== undefined && !ranges[partition]) {
    throw new Trouble(
      `Cannot read partition ${partition} of "${topic}": expected one of 0 to ${
        ranges.length - 1
      } but found ${partition}`,
    );
  }
  const starts = new Map<number, bigint>();
  for (const [p, { start, end }] of ranges.entries()) {
    if (partition !== undefined && p !== partition) continue;
    const first = from ?? start;
    // KafkaJS would start somewhere else instead, without a word.
    if (first < start || first > end) {
      throw new Trouble(
        `Cannot read partition ${p} of "${topic}" from offset ${first}: expected an offset from ${start} (its oldest record) to ${end} (its end) but found ${first}`,
      );
    }
    starts.set(p, first);
  }
  return starts;
}
