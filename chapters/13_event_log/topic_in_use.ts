import type { Cluster } from "workbook/cluster.ts";
import { createTopic } from "workbook/topics.ts";

/** How many records partition 0 has already; each next one has two more, so that offsets soon have two digits. */
const FEWEST = 7;

/**
 * Creates a topic that another program has written to, so that no partition's next offset is 0.
 *
 * @param cluster The cluster to create it on; closing it deletes the topic.
 * @param noun What its records are about; part of the name.
 * @param partitions The number of partitions.
 * @returns The topic's full name.
 */
export async function openTopicInUse(
  cluster: Cluster,
  noun: string,
  partitions: number,
): Promise<string> {
  const topic = await createTopic(cluster, noun, { partitions });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = Array.from(
    { length: partitions },
    (_, partition) =>
      Array.from({ length: FEWEST + 2 * partition }, () => ({
        partition,
        value: "another program's",
      })),
  ).flat();
  await producer.send({ topic, messages });
  await producer.disconnect();
  return topic;
}
