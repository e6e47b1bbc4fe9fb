import type { EachMessagePayload } from "kafkajs";
import { untilCaughtUp } from "workbook/consumers.ts";
import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";

/**
 * Hands each record of a topic, as KafkaJS gives it, to a function, one after the other.
 *
 * @param cluster The cluster to read from.
 * @param topic The topic's full name; it is read by a new group, from its beginning to its end.
 * @param eachMessage The function that gets each record; it must not throw.
 * @throws {Trouble} If the topic is not read to its end in time.
 */
export async function eachMessageOf(
  cluster: Cluster,
  topic: string,
  eachMessage: (payload: EachMessagePayload) => Promise<void>,
): Promise<void> {
  const consumer = cluster.kafka.consumer({
    groupId: newGroup(cluster, "check"),
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ eachMessage });
  try {
    await untilCaughtUp(cluster, consumer, topic);
  } finally {
    await consumer.disconnect();
  }
}
