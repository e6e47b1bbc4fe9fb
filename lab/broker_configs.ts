import { ConfigResourceTypes } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";

/**
 * Reads configs of one of a cluster's brokers.
 *
 * @param cluster The cluster to query.
 * @param names Kafka's names of the configs, such as `log.dirs`.
 * @returns The values by name, as text; a config that the broker does not report is left out.
 * @throws What KafkaJS throws, if the brokers don't answer or don't allow this user to read their configs.
 *
 * Source: Kafka Admin API, `Admin.describeConfigs`.
 *
 * @example Where the records lie
 * ```ts ignore
 * (await brokerConfigs(cluster, ["log.dirs"])).get("log.dirs");
 * ```
 */
export async function brokerConfigs(
  { admin }: Cluster,
  names: string[],
): Promise<Map<string, string>> {
  const [broker] = (await admin.describeCluster()).brokers;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{
      type: ConfigResourceTypes.BROKER,
      name: String(broker!.nodeId),
      configNames: names,
    }],
  });
  return new Map(
    resources.flatMap(({ configEntries }) => configEntries)
      .map(({ configName, configValue }) => [configName, configValue]),
  );
}
