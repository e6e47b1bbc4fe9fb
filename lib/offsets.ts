import type { Cluster } from "./cluster.ts";
import { kafkaTrouble, Trouble } from "./errors.ts";
import { offsetRanges } from "./topics.ts";
import { askLeaders } from "./topics/leaders.ts";

/** The lag of a consumer group on one partition. */
export interface PartitionLag {
  /** Partition number, from 0. */
  partition: number;
  /** Offset that the group continues from, or `null` before its first commit. */
  committed: bigint | null;
  /** Offset that the next record of the partition will get; while a transaction is open, that of its first record. */
  end: bigint;
  /** Distance from the committed offset (or from the oldest record, before the first commit) to the end. */
  lag: bigint;
}

/** The lag of a consumer group on one partition at one moment, as `lagChart` draws it. */
export interface LagSample extends Pick<PartitionLag, "partition" | "lag"> {
  /** When the lag was measured. */
  at: Date;
}

/**
 * Measures the lag of a consumer group on each partition of a topic.
 *
 * @param cluster The cluster to query.
 * @param group The group's full name; it need not run, or exist.
 * @param topic The topic's full name.
 * @returns The lag of each partition, by partition number, from 0.
 * @throws {Trouble} If there is no such topic.
 *
 * Source: `kafka-consumer-groups.sh --describe`, columns CURRENT-OFFSET, LOG-END-OFFSET and LAG; while a transaction is
 * open, that program counts its records and those after it, which no reader of committed records gets yet.
 *
 * @example Two records not yet committed
 * ```ts ignore
 * await measureLag(cluster, billing, orders); // [{ partition: 0, committed: 3n, end: 5n, lag: 2n }]
 * ```
 */
export async function measureLag(
  cluster: Cluster,
  group: string,
  topic: string,
): Promise<PartitionLag[]> {
  const ranges = await offsetRanges(cluster, topic);
  const [stored] = await cluster.admin.fetchOffsets({
    groupId: group,
    topics: [topic],
  });
  const committed = new Map(
    stored?.partitions.map((
      { partition, offset },
    ) => [partition, BigInt(offset)]),
  );
  return ranges.map(({ start, end }, partition) => {
    const offset = committed.get(partition) ?? -1n; // KafkaJS reports -1 for "nothing committed"
    const from = offset < 0n ? start : offset;
    return {
      partition,
      committed: offset < 0n ? null : offset,
      end,
      lag: end - from,
    };
  });
}

/** The new position of a group: the oldest record, the end, an offset for each partition, or the first record since a moment. */
export type ResetTarget = "earliest" | "latest" | bigint[] | Date;

/**
 * Moves the committed offsets of a group without running members, which continues from there at its next start.
 *
 * @param cluster The cluster to query.
 * @param group The group's full name.
 * @param topic The topic's full name.
 * @param target The new position. Offsets are listed by partition number. A moment after the last
 * record means the end.
 * @returns The committed offsets, by partition number.
 * @throws {Trouble} If the group runs, or an offset is outside the log.
 * @throws {RangeError} If the moment is an Invalid Date or before 1970, or the list has not one offset a partition.
 *
 * Source: `kafka-consumer-groups.sh --reset-offsets`.
 *
 * @example From the start again
 * ```ts ignore
 * await resetGroup(cluster, billing, orders, "earliest"); // [0n, 0n, 0n]
 * ```
 */
export async function resetGroup(
  cluster: Cluster,
  group: string,
  topic: string,
  target: ResetTarget,
): Promise<bigint[]> {
  const offsets = await targetOffsets(cluster, topic, target);
  await refuseRunning(cluster, group);
  // KafkaJS's own `setOffsets` does the same with a consumer that needs five seconds to leave.
  const consumer = cluster.kafka.consumer({ groupId: group });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({
      autoCommit: false,
      eachBatch: () => Promise.resolve(),
    });
    await consumer.commitOffsets(
      offsets.map((offset, partition) => ({
        topic,
        partition,
        offset: String(offset),
      })),
    );
  } catch (error) {
    throw kafkaTrouble(`reset group "${group}"`, error);
  } finally {
    await consumer.disconnect();
  }
  return offsets;
}

async function refuseRunning(cluster: Cluster, group: string): Promise<void> {
  const { groups: [found] } = await cluster.admin.describeGroups([group]);
  if (!found || found.members.length === 0) return;
  throw new Trouble(
    `Cannot reset group "${group}": expected a group without members but found ${found.members.length}, in state ${found.state}. ` +
      "Disconnect its consumers first: a running member would commit its own place over yours",
  );
}

async function targetOffsets(
  cluster: Cluster,
  topic: string,
  target: ResetTarget,
): Promise<bigint[]> {
  const ranges = await offsetRanges(cluster, topic);
  if (target === "earliest") return ranges.map(({ start }) => start);
  if (target === "latest") return ranges.map(({ end }) => end);
  if (target instanceof Date) {
    // Kafka takes negative moments for marks: -1 for the end, -2 for the start.
    if (!(target.getTime() >= 0)) {
      throw new RangeError(
        `Cannot reset to a moment: expected a valid Date since 1970 but found ${target}. Check how it was made: a month has two digits, from 01 to 12`,
      );
    }
    const found = await askLeaders(() =>
      cluster.admin.fetchTopicOffsetsByTimestamp(topic, target.getTime())
    );
    const at = new Map(
      found.map(({ partition, offset }) => [partition, BigInt(offset)]),
    );
    return ranges.map(({ end }, partition) => {
      const offset = at.get(partition) ?? -1n;
      return offset < 0n ? end : offset;
    });
  }
  if (target.length !== ranges.length) {
    throw new RangeError(
      `Cannot reset to ${target.length} offsets: expected one for each of the ${ranges.length} partitions of "${topic}"`,
    );
  }
  target.forEach((offset, partition) => {
    const { start, end } = ranges[partition]!;
    if (offset >= start && offset <= end) return;
    throw new Trouble(
      `Cannot reset partition ${partition} of "${topic}" to offset ${offset}: expected an offset from ${start} to ${end} but found ${offset}`,
    );
  });
  return target;
}
