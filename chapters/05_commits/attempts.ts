import type { Cluster } from "workbook/cluster.ts";
import { createTopic } from "workbook/topics.ts";

/** What came of a record: whether its mail went out. */
export interface Attempt {
  /** The record's partition. */
  partition: number;
  /** The record's offset. */
  offset: bigint;
  /** Whether its mail went out; the mail server has refused the others. */
  mailed: boolean;
}

/** By partition: the offsets of a run, a refused one in brackets. Those before it are done. */
export type Run = string[];

/**
 * Lists what came of the records of one partition.
 *
 * @param run The partition's part of a run.
 * @param partition The partition.
 * @returns The attempts, in the order of their offsets.
 */
export function attemptsOf(run: string, partition: number): Attempt[] {
  return run.split(" ").map((word) => ({
    partition,
    offset: BigInt(word.replace(/\D/g, "")),
    mailed: !word.startsWith("["),
  }));
}

/**
 * Writes the records of a run to a topic, and those before them.
 *
 * @param cluster The cluster to write to.
 * @param run The run.
 * @returns The topic's full name.
 */
export async function fillRun(cluster: Cluster, run: Run): Promise<string> {
  const topic = await createTopic(cluster, "check-places", {
    partitions: run.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = run.flatMap((each, partition) =>
    Array.from(
      { length: Number(attemptsOf(each, partition).at(-1)!.offset) + 1 },
      (_, offset) => ({ partition, value: `order ${partition}-${offset}` }),
    )
  );
  await producer.send({ topic, messages });
  return topic;
}
