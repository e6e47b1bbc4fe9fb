import type { ConsumerRunConfig } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { untilCaughtUp } from "workbook/consumers.ts";
import { newGroup } from "workbook/groups.ts";

/**
 * Has the consumer of a new group read a topic from its beginning to its end.
 *
 * @param cluster The cluster to read from.
 * @param topic The topic's full name.
 * @param config What KafkaJS's `run()` takes.
 * @throws {Trouble} If the topic is not read to its end in time.
 *
 * @example In batches
 * ```ts ignore
 * await readAll(cluster, orders, {
 *   eachBatch: async ({ batch }) => console.log(batch.messages.length),
 * });
 * ```
 */
export async function readAll(
  cluster: Cluster,
  topic: string,
  config: ConsumerRunConfig,
): Promise<void> {
  const consumer = cluster.kafka.consumer({
    groupId: newGroup(cluster, "desk"),
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run(config);
    await untilCaughtUp(cluster, consumer, topic);
  } finally {
    await consumer.disconnect();
  }
}
