import type { Consumer } from "kafkajs";
import { Changes } from "workbook/changes.ts";
import type { Cluster } from "workbook/cluster.ts";
import { kafkaTrouble } from "workbook/kafka_errors.ts";

/**
 * Waits until a running consumer has asked for more and got nothing, from every partition of a topic.
 *
 * With auto-commit, what it has read is committed by then. Of a consumer that has nothing to read
 * it waits for that answer too, so it tells "nothing came" from "nothing has come yet".
 *
 * @param cluster Where.
 * @param consumer Running, the only one of its group, and subscribed to this topic alone.
 * @param topic The topic's full name.
 * @param deadlineMs How long it may take, in milliseconds.
 * @throws {Trouble} If the deadline passes, or the consumer crashes.
 *
 * @example A consumer that stops at the end
 * ```ts ignore
 * await consumer.run({ eachMessage });
 * await untilCaughtUp(cluster, consumer, orders);
 * await consumer.disconnect();
 * ```
 */
export async function untilCaughtUp(
  cluster: Cluster,
  consumer: Consumer,
  topic: string,
  deadlineMs = 15_000,
): Promise<void> {
  // Brokers that were asked since the last records came, and of those the ones that had nothing.
  const asked = new Set<number>();
  const quiet = new Set<number>();
  const changes = new Changes();
  const { FETCH_START, START_BATCH_PROCESS, CRASH } = consumer.events;
  const listening = [
    // KafkaJS asks a broker again once all that it gave before is processed.
    consumer.on(FETCH_START, ({ payload }) => {
      const nodeId = Number(payload.nodeId); // it comes as text, whatever its type says
      if (asked.has(nodeId)) quiet.add(nodeId);
      asked.add(nodeId);
      changes.tell();
    }),
    consumer.on(START_BATCH_PROCESS, () => {
      asked.clear();
      quiet.clear();
    }),
    consumer.on(CRASH, ({ payload: { error } }) => {
      changes.fail(kafkaTrouble(`go on reading "${topic}"`, error));
    }),
  ];
  try {
    const leaders = await leadersOf(cluster, topic);
    await changes.until(
      () => leaders.every((leader) => quiet.has(leader)),
      `the end of "${topic}"`,
      deadlineMs,
    );
  } finally {
    for (const stop of listening) stop();
  }
}

/** The brokers that a consumer asks for the topic's records. */
async function leadersOf(cluster: Cluster, topic: string): Promise<number[]> {
  const { topics: [found] } = await cluster.admin.fetchTopicMetadata({
    topics: [topic],
  });
  return [...new Set(found!.partitions.map(({ leader }) => leader))];
}
