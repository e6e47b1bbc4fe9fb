import { ConfigResourceTypes } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { offsetRanges } from "workbook/topics.ts";

const DEADLINE_MS = 20_000;

/** The place of a record. */
type Place = Pick<ConsumerRecord, "topic" | "partition" | "offset">;

/**
 * Waits until a record has been deleted from the beginning of its partition, as retention does.
 *
 * @param cluster The cluster to query.
 * @param record The record; only its topic, partition and offset matter.
 * @param deadlineMs The longest wait, in milliseconds; 20,000 when left out.
 * @throws {Trouble} If the deadline passes; its message has the offset at which the partition began then.
 *
 * Source: Kafka, "Topic Configs" (`retention.ms`, `retention.bytes`).
 *
 * @example After the retention of a topic was shortened
 * ```ts ignore
 * await untilDeleted(cluster, oldest);
 * ```
 */
export async function untilDeleted(
  cluster: Cluster,
  { topic, partition, offset }: Place,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  let start = 0n;
  const isDeleted = async (): Promise<boolean> => {
    start = (await offsetRanges(cluster, topic))[partition]!.start;
    return start > offset;
  };
  await untilAnswered(isDeleted, deadlineMs, () =>
    timedOut(
      deadlineMs,
      `offset ${offset} of "${topic}" to be deleted: partition ${partition} still begins at ${start}`,
    ));
}

/**
 * Waits until a record has been compacted away from within its partition.
 *
 * @param cluster The cluster to query.
 * @param record The record; only its topic, partition and offset matter.
 * @param deadlineMs The longest wait, in milliseconds; 20,000 when left out.
 * @throws {Trouble} If the deadline passes.
 *
 * Source: Kafka, "Topic Configs" (`cleanup.policy`, `min.cleanable.dirty.ratio`).
 *
 * @example A value that has a newer one
 * ```ts ignore
 * await untilCompacted(cluster, oldAddress);
 * ```
 */
export async function untilCompacted(
  cluster: Cluster,
  { topic, partition, offset }: Place,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const isCompacted = async (): Promise<boolean> => {
    const records = await readToEnd(cluster, topic, {
      partition,
      from: offset,
    });
    return !records.some((record) => record.offset === offset);
  };
  await untilAnswered(isCompacted, deadlineMs, () =>
    timedOut(
      deadlineMs,
      `offset ${offset} of "${topic}", partition ${partition}, to be compacted away`,
    ));
}

/**
 * Turns compaction on for a topic, whose cleaner then begins as soon as there is anything to clean.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @param configs The configs that the topic keeps, by Kafka's names; it loses all others.
 *
 * @example A topic whose segments are closed after ten minutes
 * ```ts ignore
 * await turnCompactionOn(cluster, addresses, { "segment.ms": "600000" });
 * ```
 */
export async function turnCompactionOn(
  { admin }: Cluster,
  topic: string,
  configs: Record<string, string>,
): Promise<void> {
  const compact = {
    ...configs,
    "cleanup.policy": "compact",
    "min.cleanable.dirty.ratio": "0.01",
  };
  const configEntries = Object.entries(compact)
    .map(([name, value]) => ({ name, value }));
  const type = ConfigResourceTypes.TOPIC;
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type, name: topic, configEntries }],
  });
}
