import {
  listOffsetsV7,
  listOffsetsV8,
  listOffsetsV9,
} from "@platformatic/kafka";
import { errorName, type Link } from "./link.ts";
import type { Metadata } from "./metadata.ts";

/** A partition of a topic. */
export interface PartitionName {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
}

/** The place in a log that is asked for: its start, its end, or the first record since a moment in ms. */
export type Spot = "start" | "end" | number;

const SPOTS = { start: -2n, end: -1n } as const;
const LIST_OFFSETS = [
  listOffsetsV9.api,
  listOffsetsV8.api,
  listOffsetsV7.api,
];
const ANY_EPOCH = -1;
const NO_REPLICA = -1;

/** Whether open transactions count: `all` looks past them, `stable` ends before the first one. */
export type Isolation = "all" | "stable";

/**
 * Finds an offset in each of many partitions, with one request to each of their leaders.
 *
 * @param link The cluster to query.
 * @param metadata The places of the partitions; a partition that is not in it is left out.
 * @param partitions The partitions to look at.
 * @param spot The place in the log.
 * @param isolation Whether the end lies behind open transactions or before them.
 * @returns The offset by {@linkcode keyOf} of the partition. A partition whose leader did not answer is left out, and
 * so is one without a record since the moment.
 */
export async function findOffsets(
  link: Link,
  metadata: Metadata,
  partitions: readonly PartitionName[],
  spot: Spot,
  isolation: Isolation = "all",
): Promise<Map<string, number>> {
  const timestamp = typeof spot === "number" ? BigInt(spot) : SPOTS[spot];
  const found = new Map<string, number>();
  const ofLeader = byLeader(metadata, partitions);
  await Promise.all([...ofLeader].map(async ([leader, own]) => {
    const broker = metadata.brokers.get(leader);
    if (!broker) return;
    const topics = [...Map.groupBy(own, ({ topic }) => topic)].map((
      [name, all],
    ) => ({
      name,
      partitions: all.map(({ partition }) => ({
        partitionIndex: partition,
        currentLeaderEpoch: ANY_EPOCH,
        timestamp,
      })),
    }));
    const answer = await link.ask(
      broker,
      LIST_OFFSETS,
      NO_REPLICA,
      isolation === "all" ? 0 : 1,
      topics,
    ).catch(() => null);
    for (const { name, partitions } of answer?.topics ?? []) {
      for (const { partitionIndex, errorCode, offset } of partitions) {
        if (errorName(errorCode) !== "NONE" || offset < 0n) continue;
        found.set(
          keyOf({ topic: name, partition: partitionIndex }),
          Number(offset),
        );
      }
    }
  }));
  return found;
}

/**
 * Sorts partitions by the broker that leads them.
 *
 * @param metadata The places of the partitions.
 * @param partitions The partitions.
 * @returns The partitions of each leader, by its id; partitions without a leader are left out.
 */
export function byLeader<P extends PartitionName>(
  metadata: Metadata,
  partitions: readonly P[],
): Map<number, P[]> {
  const leaderOf = ({ topic, partition }: P): number =>
    metadata.topics.get(topic)?.partitions
      .find((each) => each.partition === partition)?.leader ?? -1;
  const grouped = Map.groupBy(partitions, leaderOf);
  grouped.delete(-1);
  return grouped;
}

/**
 * Makes a key of a partition, for maps.
 *
 * @param name The partition.
 * @returns A text that no other partition has; a topic's name holds no slash.
 */
export function keyOf({ topic, partition }: PartitionName): string {
  return `${topic}/${partition}`;
}
