import type { Cluster } from "workbook/cluster.ts";
import { kafkaErrorName, kafkaTrouble } from "workbook/kafka_errors.ts";
import { untilAnswered } from "workbook/polling.ts";
import { Trouble } from "workbook/trouble.ts";

const DEADLINE_MS = 10_000;
/** What a broker answers while a partition is new to it. */
const NOT_YET = [
  "LEADER_NOT_AVAILABLE",
  "NOT_LEADER_FOR_PARTITION",
  "UNKNOWN_TOPIC_OR_PARTITION",
];

/**
 * Waits until a topic has a number of partitions that records can be sent to.
 *
 * The controller grants new partitions a moment before the brokers know of them, and a producer
 * that asks in that moment goes on with the old number.
 *
 * @param cluster Where.
 * @param topic The topic's full name.
 * @param count How many partitions to wait for; more will do.
 * @param deadlineMs How long to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes; it tells how many partitions there were.
 *
 * Source: Kafka, "Basic Kafka Operations", "Modifying topics" (metadata propagation delay).
 *
 * @example After a fourth partition was asked for
 * ```ts ignore
 * await cluster.admin.createPartitions({ topicPartitions: [{ topic: orders, count: 4 }] });
 * await untilPartitions(cluster, orders, 4);
 * ```
 */
export async function untilPartitions(
  cluster: Cluster,
  topic: string,
  count: number,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  let found = 0;
  await untilAnswered(
    async () => (found = await countPartitions(cluster, topic)) >= count,
    deadlineMs,
    () =>
      new Trouble(
        `Cannot wait for partitions of "${topic}": expected ${count} within ${deadlineMs} ms but found ${found}. ` +
          "Did createPartitions ask for that many?",
      ),
  );
}

/** Partitions that have a leader which knows that it leads, unless one of them has none. */
async function countPartitions(
  { admin }: Cluster,
  topic: string,
): Promise<number> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    // A send that comes too early for one leader would be sent again to all of them.
    await admin.fetchTopicOffsets(topic);
    const partitions = topics.flatMap(({ partitions }) => partitions);
    return partitions.filter(({ leader }) => leader >= 0).length;
  } catch (error) {
    if (NOT_YET.includes(kafkaErrorName(error) ?? "")) return 0;
    // KafkaJS stumbles when its own notes hold no partition of the topic yet.
    if (error instanceof TypeError) return 0;
    throw kafkaTrouble(`count the partitions of "${topic}"`, error);
  }
}
