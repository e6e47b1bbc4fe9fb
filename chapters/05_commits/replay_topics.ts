import type { Cluster } from "workbook/cluster.ts";
import { joinGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";

/** When the mail server broke, in minutes after opening. */
export const BROKE = 35;

/** A partition, and where the mailer stands in it. */
export interface Given {
  /** When its orders came, in minutes after opening. */
  minutes: number[];
  /** How many of the oldest are deleted. */
  deleted: number;
  /** Where the mailer stands; `null` where it has committed nothing. */
  stands: bigint | null;
  /** Where it should stand. */
  wanted: bigint;
}

/** Two topics, partition by partition. The second has lost its oldest records, and offsets of two digits. */
export const TOPICS: Given[][] = [[
  { minutes: [0, 10, 20, 40, 60], deleted: 0, stands: 5n, wanted: 3n },
  { minutes: [5, 15, 50, 70], deleted: 0, stands: 1n, wanted: 1n },
  { minutes: [25, 30], deleted: 0, stands: 2n, wanted: 2n },
  { minutes: [12, 45], deleted: 0, stands: null, wanted: 0n },
], [
  {
    minutes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 34, BROKE, 36],
    deleted: 1,
    stands: 12n,
    wanted: 10n,
  },
  { minutes: [3, 4, 12, 45], deleted: 2, stands: null, wanted: 2n },
  { minutes: [1, 2, 3, 7, 33, 55], deleted: 3, stands: 1n, wanted: 3n },
]];

/**
 * Writes such a topic, and deletes what is gone of it.
 *
 * @param cluster The cluster to write to.
 * @param partitions The topic, partition by partition.
 * @param opening The moment of minute 0, in milliseconds since 1970.
 * @returns The topic's full name.
 */
export async function fillTopic(
  cluster: Cluster,
  partitions: Given[],
  opening: number,
): Promise<string> {
  const topic = await createTopic(cluster, "check-replay", {
    partitions: partitions.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = partitions.flatMap(({ minutes }, partition) =>
    minutes.map((minute) => ({
      partition,
      value: `minute ${minute}`,
      timestamp: String(opening + minute * 60_000),
    }))
  );
  await producer.send({ topic, messages });
  const gone = partitions.flatMap(({ deleted }, partition) =>
    deleted > 0 ? [{ partition, offset: String(deleted) }] : []
  );
  if (gone.length > 0) {
    await cluster.admin.deleteTopicRecords({ topic, partitions: gone });
  }
  return topic;
}

/**
 * Has a group stand at some offsets.
 *
 * @param cluster The cluster that keeps the group's place.
 * @param topic The topic's full name.
 * @param group The group's full name.
 * @param offsets The offset for each partition; `null` where the group is to commit nothing.
 */
export async function stand(
  cluster: Cluster,
  topic: string,
  group: string,
  offsets: (bigint | null)[],
): Promise<void> {
  const how = { group, topic, name: "setter", autoCommit: false };
  await using member = await joinGroup(cluster, how);
  await member.consumer.commitOffsets(
    offsets.flatMap((offset, partition) =>
      offset === null ? [] : [{ topic, partition, offset: String(offset) }]
    ),
  );
}

/**
 * Finds where a group will start in a partition.
 *
 * @param given The partition.
 * @param place The group's committed offset; `null` for none.
 * @returns That offset, or the oldest one that is kept if the group has none or its own is deleted.
 */
export function startOf({ deleted }: Given, place: bigint | null): bigint {
  const oldest = BigInt(deleted);
  return place === null || place < oldest ? oldest : place;
}
