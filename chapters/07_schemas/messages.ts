import type { EachMessagePayload } from "kafkajs";
import type { Buffer } from "node:buffer";
import { untilCaughtUp } from "workbook/consumers.ts";
import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";

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

/**
 * Sends values to a new topic, and reads them back, as its readers get them.
 *
 * @param cluster The cluster to send them through.
 * @param noun The topic's name, to which the run's own is added.
 * @param values The values, one a record.
 * @returns The bytes of each value, in the same order.
 * @throws {Trouble} If the topic is not read to its end in time.
 */
export async function throughTopic(
  cluster: Cluster,
  noun: string,
  values: (string | Buffer)[],
): Promise<Buffer[]> {
  const topic = await createTopic(cluster, noun);
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
  const found: Buffer[] = [];
  await eachMessageOf(cluster, topic, ({ message }) => {
    found.push(message.value!);
    return Promise.resolve();
  });
  return found;
}
