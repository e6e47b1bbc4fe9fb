import type { Cluster } from "../cluster.ts";
import { kafkaErrorName, kafkaTrouble } from "../errors.ts";
import { timedOut, untilAnswered } from "../waiting.ts";
import { describeTopics } from "../replicas/describe_topics.ts";

const DEADLINE_MS = 10_000;
/** The answer of a broker that does not lead the partition, or not yet, although others think so. */
const NO_LEADER_NOW = "NOT_LEADER_FOR_PARTITION";

/**
 * Queries the leaders of partitions, and repeats the query while one of the leaders is changing;
 * KafkaJS's admin client gives up then.
 *
 * @param ask A function that makes one request with KafkaJS's admin client.
 * @returns What `ask` resolves to.
 * @throws What `ask` throws for another reason; an `Error` if leader election does not settle within 10 s.
 *
 * Source: Kafka protocol, `ListOffsets`; after `NOT_LEADER_OR_FOLLOWER` clients repeat the request.
 */
export async function askLeaders<Answer>(
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  const haveAnswered = async (): Promise<boolean> => {
    try {
      answers.push(await ask());
      return true;
    } catch (error) {
      if (kafkaErrorName(error) !== NO_LEADER_NOW) throw error;
      return false;
    }
  };
  await untilAnswered(
    haveAnswered,
    DEADLINE_MS,
    () => new Error("leader election did not settle in time"),
  );
  return answers[0]!;
}

/** Brokers' answers while a partition is new to them. */
const NOT_YET = [
  "LEADER_NOT_AVAILABLE",
  "NOT_LEADER_FOR_PARTITION",
  "UNKNOWN_TOPIC_OR_PARTITION",
];

/**
 * Waits until a topic has a number of partitions that records can be sent to.
 *
 * The controller creates partitions a moment before the brokers know of them, and a producer that
 * fetches metadata in that moment goes on with the old number.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @param count The number of partitions to wait for, or more.
 * @param deadlineMs The longest time to wait, in milliseconds; 10,000 when left out.
 * @throws {Trouble} If the deadline passes; the message says how many partitions there were.
 *
 * Source: Kafka, "Basic Kafka Operations", "Modifying topics" (metadata propagation delay).
 *
 * @example After adding a fourth partition
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
      timedOut(
        deadlineMs,
        `a partition count of ${count} for topic "${topic}": found ${found}. Did createPartitions ask for that many?`,
      ),
  );
}

/** The number of partitions whose leaders take requests; 0 while one of the leaders does not know of it yet. */
async function countPartitions(
  { admin }: Cluster,
  topic: string,
): Promise<number> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    // KafkaJS repeats a send to all leaders when it comes too early for one of them.
    await admin.fetchTopicOffsets(topic);
    const partitions = topics.flatMap(({ partitions }) => partitions);
    return partitions.filter(({ leader }) => leader >= 0).length;
  } catch (error) {
    if (NOT_YET.includes(kafkaErrorName(error) ?? "")) return 0;
    // KafkaJS fails so while its metadata holds no partition of the topic yet.
    if (error instanceof TypeError) return 0;
    throw kafkaTrouble(`count the partitions of "${topic}"`, error);
  }
}

/** A broker that does not answer for this long is considered down, and not waited for. */
const SILENT_MS = 300;

/**
 * Waits until every broker that is up knows who leads each partition of a new topic.
 *
 * The brokers learn of it from the controller one after the other. One that does not know of it yet
 * answers that there is no such topic, and a client without retries gives up.
 *
 * @param brokers `host:port` of the brokers to query, without TLS or login; one that does not answer is skipped.
 * @param topic The topic's full name.
 * @param partitions The topic's number of partitions.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes; the message names the brokers.
 */
export async function untilEverywhere(
  brokers: readonly string[],
  topic: string,
  partitions: number,
  deadlineMs: number,
): Promise<void> {
  const knows = async (broker: string): Promise<boolean> => {
    const states = await describeTopics(broker, [topic], SILENT_MS);
    return states === null ||
      states.filter(({ leader }) => leader !== null).length === partitions;
  };
  await untilAnswered(
    async () => (await Promise.all(brokers.map(knows))).every(Boolean),
    deadlineMs,
    () =>
      timedOut(
        deadlineMs,
        `all of ${
          brokers.join(", ")
        } to know the leaders of topic "${topic}". Run the cell again`,
      ),
  );
}
