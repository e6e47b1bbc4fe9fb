import { ConfigResourceTypes } from "kafkajs";
import type { Cluster } from "./cluster.ts";
import { kafkaTrouble } from "./errors.ts";

/** By KafkaJS's number, what Kafka calls the place that a value comes from. */
const SOURCES = [
  "UNKNOWN",
  "DYNAMIC_TOPIC_CONFIG",
  "DYNAMIC_BROKER_CONFIG",
  "DYNAMIC_DEFAULT_BROKER_CONFIG",
  "STATIC_BROKER_CONFIG",
  "DEFAULT_CONFIG",
];

/** A setting of a topic, and who has set it. */
export interface TopicConfig {
  /** Kafka's name for it, such as `retention.ms`. */
  name: string;
  /** The value that holds now, as text. */
  value: string;
  /** Where that value stands: `DYNAMIC_TOPIC_CONFIG` (the topic itself), `STATIC_BROKER_CONFIG` (the broker's file), `DEFAULT_CONFIG` (Kafka). */
  from: string;
  /** What would hold if it did not stand there, or `null` when the broker does not tell. */
  otherwise: string | null;
}

/**
 * Asks for the settings of a topic, and where each value comes from.
 *
 * @param cluster The cluster to ask.
 * @param topic The topic's full name.
 * @param names Those to return; all when left out.
 * @returns In the order of `names`, else in the broker's; a name that Kafka does not know is missing.
 * @throws {Trouble} If there is no such topic.
 *
 * Source: Kafka Admin API, `Admin.describeConfigs`, `ConfigEntry.ConfigSource`.
 *
 * @example A setting that the topic has of its own
 * ```ts ignore
 * await topicConfigs(cluster, orders, ["max.message.bytes"]);
 * // [{ name: "max.message.bytes", value: "2000", from: "DYNAMIC_TOPIC_CONFIG", otherwise: "1048588" }]
 * ```
 */
export async function topicConfigs(
  { admin }: Cluster,
  topic: string,
  names?: string[],
): Promise<TopicConfig[]> {
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: true,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
    });
    const all = resources[0]!.configEntries.map((entry): TopicConfig => ({
      name: entry.configName,
      value: entry.configValue,
      from: SOURCES[entry.configSource] ?? SOURCES[0]!,
      // The first synonym is the value that holds.
      otherwise: entry.configSynonyms[1]?.configValue ?? null,
    }));
    if (!names) return all;
    return names.flatMap((name) => all.filter((each) => each.name === name));
  } catch (error) {
    throw kafkaTrouble(`read the settings of topic "${topic}"`, error);
  }
}

const NAMES = [
  "auto.create.topics.enable",
  "num.partitions",
  "default.replication.factor",
];

/**
 * Asks a broker what it does about a topic that does not exist, and how it lays out one that nobody has laid out.
 *
 * @param cluster The cluster to ask.
 * @returns The values of `auto.create.topics.enable`, `num.partitions` and `default.replication.factor`, as text.
 * @throws {Trouble} If the brokers don't answer, or not to this user.
 *
 * Source: Kafka Admin API, `Admin.describeConfigs`; Kafka documentation, "Broker Configs".
 *
 * @example Kafka's own defaults
 * ```ts ignore
 * await topicDefaults(cluster);
 * // { "auto.create.topics.enable": "true", "num.partitions": "1", "default.replication.factor": "1" }
 * ```
 */
export async function topicDefaults(
  { admin }: Cluster,
): Promise<Record<string, string>> {
  try {
    const [broker] = (await admin.describeCluster()).brokers;
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{
        type: ConfigResourceTypes.BROKER,
        name: String(broker!.nodeId),
        configNames: NAMES,
      }],
    });
    const values = new Map(
      resources.flatMap(({ configEntries }) => configEntries)
        .map(({ configName, configValue }) => [configName, configValue]),
    );
    return Object.fromEntries(
      NAMES.map((name) => [name, values.get(name) ?? "unknown"]),
    );
  } catch (error) {
    throw kafkaTrouble("read the settings of a broker", error);
  }
}
