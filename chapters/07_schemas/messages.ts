import type { EachMessagePayload } from "kafkajs";
import { untilCaughtUp } from "workbook/consumers.ts";
import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";

/** Hands each record of a topic, as KafkaJS gives it, to a function that waits its turn and does not throw. */
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
