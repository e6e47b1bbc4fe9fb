import type { Admin } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { kafkaErrorName, kafkaTrouble } from "workbook/kafka_errors.ts";
import { untilAnswered } from "workbook/polling.ts";

const DEADLINE_MS = 10_000;
/** What a broker answers that has just begun or ceased to lead a partition, and others believe otherwise. */
const NO_LEADER_NOW = "NOT_LEADER_FOR_PARTITION";

/**
 * Asks the leader of each partition for its first offset and its end, also while leaders change.
 *
 * @param cluster Where.
 * @param topic The topic's full name.
 * @returns By partition, in no order: `low` is the offset of the oldest record, `high` the one that the next will get.
 * @throws {Trouble} If there is no such topic, or no leader answers within 10 s.
 *
 * Source: Kafka protocol, `ListOffsets`; `NOT_LEADER_OR_FOLLOWER` is an error after which clients ask again.
 *
 * @example A topic of one partition that is empty
 * ```ts ignore
 * await askLeaders(cluster, orders); // [{ partition: 0, offset: "0", low: "0", high: "0" }]
 * ```
 */
export async function askLeaders(
  { admin }: Cluster,
  topic: string,
): ReturnType<Admin["fetchTopicOffsets"]> {
  let offsets: Awaited<ReturnType<Admin["fetchTopicOffsets"]>> = [];
  // KafkaJS gives up at once where a leader is about to change.
  const haveLeadersTold = async (): Promise<boolean> => {
    try {
      offsets = await admin.fetchTopicOffsets(topic);
      return true;
    } catch (error) {
      if (kafkaErrorName(error) !== NO_LEADER_NOW) throw error;
      await admin.fetchTopicMetadata({ topics: [topic] });
      return false;
    }
  };
  try {
    // KafkaJS goes on asking for seconds where there is no such topic.
    if (!(await admin.listTopics()).includes(topic)) {
      throw { type: "UNKNOWN_TOPIC_OR_PARTITION" };
    }
    await untilAnswered(
      haveLeadersTold,
      DEADLINE_MS,
      () => new Error("its leaders are about to change, and do not get to it"),
    );
    return offsets;
  } catch (error) {
    throw kafkaTrouble(`read topic "${topic}"`, error);
  }
}
