import { ConfigResourceTypes } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { kafkaTrouble } from "workbook/kafka_errors.ts";

const NAMES = [
  "auto.create.topics.enable",
  "num.partitions",
  "default.replication.factor",
];

/**
 * Asks a broker what it does about a topic that does not exist, and how it lays out one that nobody has laid out.
 *
 * @param cluster Where.
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
