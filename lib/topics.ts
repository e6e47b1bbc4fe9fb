import type { Admin } from "kafkajs";
import type { Cluster } from "./cluster.ts";
import { kafkaErrorName, kafkaTrouble, Trouble } from "./errors.ts";
import {
  askLeaders,
  untilEverywhere,
  untilPartitions,
} from "./topics/leaders.ts";
import { untilAnswered } from "./waiting.ts";

export { untilPartitions } from "./topics/leaders.ts";

/** The partitions, replicas and configs of a new topic. */
export interface TopicLayout {
  /** Number of partitions; 1 when left out. */
  partitions?: number;
  /** Number of replicas of each partition; the cluster's default when left out. */
  replicationFactor?: number;
  /** Ids of the brokers that hold a replica of each partition, the preferred leader first; Kafka chooses them when left out. */
  replicas?: readonly number[];
  /** Topic configs by Kafka's names, such as `{ "retention.ms": "3600000" }`. */
  configs?: Record<string, string>;
}

const DEADLINE_MS = 10_000;
const CLUSTERS_DEFAULT = -1;
const made = new WeakMap<Cluster, number>();

/**
 * Creates a topic that is deleted when the cluster connection is closed.
 *
 * @param cluster The cluster to create the topic on.
 * @param noun The kind of its records: `orders`. The topic's name is this noun with a part that is new for each call.
 * @param layout The partitions, replicas and configs.
 * @returns The full name of the topic, which is ready for records.
 * @throws {Trouble} If the brokers refuse the topic; the message gives their reason.
 *
 * Source: Kafka Admin API, `Admin.createTopics`.
 *
 * @example Three partitions
 * ```ts ignore
 * const orders = await createTopic(cluster, "orders", { partitions: 3 }); // "orders-k3f9-1"
 * ```
 */
export async function createTopic(
  cluster: Cluster,
  noun: string,
  {
    partitions = 1,
    replicationFactor = CLUSTERS_DEFAULT,
    replicas,
    configs = {},
  }: TopicLayout = {},
): Promise<string> {
  const count = (made.get(cluster) ?? 0) + 1;
  made.set(cluster, count);
  const topic = `${cluster.name(noun)}-${count}`;
  const request = {
    waitForLeaders: false, // KafkaJS gives up when the broker does not know the topic yet
    topics: [{
      topic,
      ...(replicas
        ? {
          replicaAssignment: Array.from(
            { length: partitions },
            (_, partition) => ({ partition, replicas: [...replicas] }),
          ),
        }
        : { numPartitions: partitions, replicationFactor }),
      configEntries: Object.entries(configs).map(([name, value]) => ({
        name,
        value,
      })),
    }],
  };
  try {
    await untilAnswered(
      () => isAgreed(cluster, request),
      DEADLINE_MS,
      () => new Error("the brokers do not know each other's topics yet"),
    );
  } catch (error) {
    const name = kafkaErrorName(error);
    // It may come into being after we have stopped waiting for it.
    const mayBeOurs = name === null || name === "REQUEST_TIMED_OUT";
    if (mayBeOurs) cluster.deleteOnClose({ topic });
    throw refused(topic, error, { partitions, replicationFactor });
  }
  cluster.deleteOnClose({ topic });
  await untilPartitions(cluster, topic, partitions);
  if (cluster.embedded) {
    await untilEverywhere(cluster.brokers, topic, partitions, DEADLINE_MS);
  }
  return topic;
}

/** KafkaJS first looks up all topics that it has seen, and gives up when a broker lags and lacks one of them. */
async function isAgreed(
  { admin }: Cluster,
  request: Parameters<Admin["createTopics"]>[0],
): Promise<boolean> {
  try {
    if (await admin.createTopics(request)) return true;
    throw { type: "TOPIC_ALREADY_EXISTS" };
  } catch (error) {
    if (kafkaErrorName(error) === "UNKNOWN_TOPIC_OR_PARTITION") return false;
    throw error;
  }
}

function refused(
  topic: string,
  error: unknown,
  layout: { partitions: number; replicationFactor: number },
): Trouble {
  const reasons: Record<string, string> = {
    TOPIC_ALREADY_EXISTS:
      "expected a name that is free but found a topic of that name. Run the cell again",
    INVALID_TOPIC_EXCEPTION:
      "expected a name of letters, digits, dot, underscore and dash but found another character",
    INVALID_PARTITIONS:
      `expected at least 1 partition but found ${layout.partitions}`,
    INVALID_REPLICATION_FACTOR:
      `expected at least 1 copy and no more copies than there are brokers but found ${
        layout.replicationFactor === CLUSTERS_DEFAULT
          ? "more by the cluster's default. Are all brokers up? If so, pass a replicationFactor"
          : layout.replicationFactor
      }`,
  };
  const action = `create topic "${topic}"`;
  const why = reasons[kafkaErrorName(error) ?? ""];
  return why
    ? new Trouble(`Cannot ${action}: ${why}`, { cause: error })
    : kafkaTrouble(action, error);
}

/** The offsets of the records that a partition holds: from `start` up to, not including, `end`. */
export interface OffsetRange {
  /** Offset of the oldest record that is still stored; equal to `end` when there is none. */
  start: bigint;
  /** Offset that the next record will get; while a transaction is open, that of its first record. */
  end: bigint;
}

/**
 * Reads the first and the next offset of each partition of a topic.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @returns The range of each partition, by partition number; from `0n` to `0n` when it never held a record.
 * @throws {Trouble} If there is no such topic.
 *
 * Source: Kafka Admin API, `OffsetSpec.earliest` and `OffsetSpec.latest`, read committed.
 *
 * @example An empty topic of two partitions
 * ```ts ignore
 * await offsetRanges(cluster, orders); // [{ start: 0n, end: 0n }, { start: 0n, end: 0n }]
 * ```
 */
export async function offsetRanges(
  cluster: Cluster,
  topic: string,
): Promise<OffsetRange[]> {
  const ranges: OffsetRange[] = [];
  for (const { partition, low, high } of await fetchOffsets(cluster, topic)) {
    ranges[partition] = { start: BigInt(low), end: BigInt(high) };
  }
  return ranges;
}

async function fetchOffsets(
  { admin }: Cluster,
  topic: string,
): ReturnType<Admin["fetchTopicOffsets"]> {
  try {
    // KafkaJS retries for seconds when there is no such topic.
    if ((await admin.listTopics()).includes(topic)) {
      return await askLeaders(() => admin.fetchTopicOffsets(topic));
    }
  } catch (error) {
    throw kafkaTrouble(`read topic "${topic}"`, error);
  }
  throw kafkaTrouble(`read topic "${topic}"`, {
    type: "UNKNOWN_TOPIC_OR_PARTITION",
  });
}
