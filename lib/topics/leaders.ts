import { kafkaErrorName, kafkaTrouble, Trouble } from "../errors.ts";
import { untilAnswered } from "../waiting.ts";
import type { Cluster } from "../cluster.ts";
import { describeTopics } from "../replicas/describe_topics.ts";

const DEADLINE_MS = 10_000;
/** What a broker answers that has just begun or ceased to lead a partition, and others believe otherwise. */
const NO_LEADER_NOW = "NOT_LEADER_FOR_PARTITION";

/**
 * Asks the leaders of partitions, and again while one of them is about to change; KafkaJS's admin gives up then.
 *
 * @param ask One request of KafkaJS's admin.
 * @returns What it gives.
 * @throws What `ask` throws for another reason; an `Error` if the leaders do not settle within 10 s.
 *
 * Source: Kafka protocol, `ListOffsets`; `NOT_LEADER_OR_FOLLOWER` is an error after which clients ask again.
 *
 * @example Where each partition ends
 * ```ts ignore
 * const offsets = await askLeaders(() => cluster.admin.fetchTopicOffsets(orders));
 * ```
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
    () => new Error("its leaders are about to change, and do not get to it"),
  );
  return answers[0]!;
}

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
 * @param cluster The cluster to ask.
 * @param topic The topic's full name.
 * @param count How many partitions to wait for; more will do.
 * @param deadlineMs The longest time to wait, in milliseconds.
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

/** A broker that has not answered for so long is down, and need not know. */
const SILENT_MS = 300;

/**
 * Waits until every broker that is up knows who leads each partition of a new topic.
 *
 * The controller tells the brokers one after the other. A client that asks one of them too early is told that there is no
 * such topic, and a client without retries gives up.
 *
 * @param brokers `host:port` of those to ask, without TLS or password; one that does not answer is passed over.
 * @param topic The topic's full name.
 * @param partitions How many it has.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes.
 *
 * @example Three brokers
 * ```ts ignore
 * await untilEverywhere(cluster.brokers, orders, 3, 10_000);
 * ```
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
      new Trouble(
        `Cannot use topic "${topic}": expected all of ${
          brokers.join(", ")
        } to know its leaders but found one that does not. Run the cell again`,
      ),
  );
}
