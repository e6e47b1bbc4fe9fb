import { ConfigResourceTypes } from "kafkajs";
import type { Cluster } from "./cluster.ts";
import { kafkaTrouble } from "./errors.ts";

/** Kafka's names for the source of a value, by KafkaJS's numbers. */
const SOURCES = [
  "UNKNOWN",
  "DYNAMIC_TOPIC_CONFIG",
  "DYNAMIC_BROKER_CONFIG",
  "DYNAMIC_DEFAULT_BROKER_CONFIG",
  "STATIC_BROKER_CONFIG",
  "DEFAULT_CONFIG",
];

/** A config of a topic, with the source of its value. */
export interface TopicConfig {
  /** Kafka's name of the config, such as `retention.ms`. */
  name: string;
  /** The value in effect, as text. */
  value: string;
  /** Source of the value: `DYNAMIC_TOPIC_CONFIG` (the topic itself), `STATIC_BROKER_CONFIG` (the broker's file), `DEFAULT_CONFIG` (Kafka). */
  from: string;
  /** The value that would be in effect without that source, or `null` when the broker reports none. */
  otherwise: string | null;
}

/**
 * Reads the configs of a topic, with the source of each value.
 *
 * @param cluster The cluster to query.
 * @param topic The topic's full name.
 * @param names The names of the configs to read; all when left out.
 * @returns The configs in the order of `names`, or in the broker's order; without the names that Kafka does not know.
 * @throws {Trouble} If there is no such topic.
 *
 * Source: Kafka Admin API, `Admin.describeConfigs`, `ConfigEntry.ConfigSource`.
 *
 * @example A config set on the topic itself
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
      // The first synonym is the value in effect.
      otherwise: entry.configSynonyms[1]?.configValue ?? null,
    }));
    if (!names) return all;
    return names.flatMap((name) => all.filter((each) => each.name === name));
  } catch (error) {
    throw kafkaTrouble(`read the settings of topic "${topic}"`, error);
  }
}
