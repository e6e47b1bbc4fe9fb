import {
  describeLogDirsV2,
  describeLogDirsV3,
  describeLogDirsV4,
} from "@platformatic/kafka";
import type { Link } from "./link.ts";
import type { LiveBroker } from "./metadata.ts";
import { keyOf } from "./offsets.ts";

/** A replica on a broker's disk. */
export interface StoredReplica {
  /** Id of the broker. */
  broker: number;
  /** Size of its files in bytes. */
  bytes: number;
  /** Number of records that it is behind what is committed; 0 when it has caught up. */
  behind: number;
}

const DESCRIBE_LOG_DIRS = [
  describeLogDirsV4.api,
  describeLogDirsV3.api,
  describeLogDirsV2.api,
];

/**
 * Reads the size of every replica from the disks of brokers.
 *
 * @param link The cluster to query.
 * @param brokers The brokers to ask.
 * @returns The replicas by {@linkcode keyOf} of their partition. Brokers that don't answer, or don't let this user see
 * their disks, add none.
 */
export async function readDisks(
  link: Link,
  brokers: Iterable<LiveBroker>,
): Promise<Map<string, StoredReplica[]>> {
  const replicas = new Map<string, StoredReplica[]>();
  await Promise.all([...brokers].map(async (broker) => {
    const answer = await link.ask(
      broker,
      DESCRIBE_LOG_DIRS,
      null as unknown as [],
    ).catch(() => null);
    for (const { topics } of answer?.results ?? []) {
      for (const { name, partitions } of topics) {
        for (const each of partitions) {
          if (each.isFutureKey) continue; // a copy that moves to another folder
          const key = keyOf({ topic: name, partition: each.partitionIndex });
          const stored = replicas.get(key) ?? [];
          stored.push({
            broker: broker.id,
            bytes: Number(each.partitionSize),
            behind: Math.max(0, Number(each.offsetLag)),
          });
          replicas.set(key, stored);
        }
      }
    }
  }));
  return replicas;
}
