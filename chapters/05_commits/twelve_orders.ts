import type { Cluster } from "workbook/cluster.ts";
import { takeRecords } from "workbook/consumers.ts";
import { createTopic } from "workbook/topics.ts";
import { openTransactions } from "workbook/transactions.ts";

/** The offset of the first order. */
export const START = 3n;
/** The offsets of all orders. */
export const OFFSETS = [3n, 4n, 5n, 6n, 7n, 9n, 10n, 11n, 12n, 13n, 14n, 15n];
/** The end of the partition. */
export const END = 16n;

/**
 * Writes twelve orders to a topic of one partition. Their offsets do not begin at 0, and have a gap.
 *
 * @param cluster The cluster to write to.
 * @returns The topic's full name.
 */
export async function twelveOrders(cluster: Cluster): Promise<string> {
  const topic = await createTopic(cluster, "check-four");
  const producer = cluster.kafka.producer();
  await producer.connect();
  const orders = Array.from({ length: 15 }, (_, i) => ({
    value: String(998 + i),
  }));
  await producer.send({ topic, messages: orders.slice(0, 3) });
  const shop = openTransactions(cluster, cluster.name("check-four"));
  await shop.transact((transaction) =>
    transaction.send(topic, orders.slice(3, 8))
  );
  await takeRecords(cluster, topic, 8); // readable: the marker is there
  await producer.send({ topic, messages: orders.slice(8) });
  await cluster.admin.deleteTopicRecords({
    topic,
    partitions: [{ partition: 0, offset: String(START) }],
  });
  return topic;
}
