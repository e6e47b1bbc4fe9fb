import { brokerConfigs } from "lab/broker_configs.ts";
import type { Cluster } from "workbook/cluster.ts";
import { kafkaTrouble } from "workbook/errors.ts";

const NAMES = [
  "auto.create.topics.enable",
  "num.partitions",
  "default.replication.factor",
];

/**
 * Reads a broker's settings for topics that are created automatically or without a layout.
 *
 * @param cluster The cluster to query.
 * @returns The values of `auto.create.topics.enable`, `num.partitions` and `default.replication.factor`,
 * as text; `unknown` for one that the broker does not report.
 * @throws {Trouble} If the brokers don't answer, or don't allow this user to read their settings.
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
  cluster: Cluster,
): Promise<Record<string, string>> {
  try {
    const values = await brokerConfigs(cluster, NAMES);
    return Object.fromEntries(
      NAMES.map((name) => [name, values.get(name) ?? "unknown"]),
    );
  } catch (error) {
    throw kafkaTrouble("read the settings of a broker", error);
  }
}
