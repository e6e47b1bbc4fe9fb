import { describeConfigsV3, describeConfigsV4 } from "@platformatic/kafka";
import { kafkaTrouble } from "workbook/errors.ts";
import { readDisks } from "./disk.ts";
import { errorName, type Link, mustBeFine } from "./link.ts";
import { type Metadata, readMetadata, type TopicPlace } from "./metadata.ts";
import { findOffsets, keyOf } from "./offsets.ts";
import type {
  ConfigRow,
  PartitionRow,
  TopicDetail,
  TopicRow,
} from "../shapes.ts";

const TOPIC_RESOURCE = 2;

/**
 * Lists all topics with the state of their replicas and their size on disk.
 *
 * @param link The cluster to query.
 * @returns The topics by name, Kafka's own last.
 * @throws {Trouble} If no broker answers.
 */
export async function listTopics(link: Link): Promise<TopicRow[]> {
  const metadata = await readMetadata(link, null);
  const disks = await readDisks(link, metadata.brokers.values());
  return [...metadata.topics.values()]
    .map((topic): TopicRow => {
      const stored = topic.partitions.flatMap(({ partition }) =>
        disks.get(keyOf({ topic: topic.name, partition })) ?? []
      );
      return {
        name: topic.name,
        internal: topic.internal,
        ...healthOf(topic),
        bytes: stored.length === 0
          ? null
          : stored.reduce((sum, { bytes }) => sum + bytes, 0),
      };
    })
    .sort((a, b) =>
      Number(a.internal) - Number(b.internal) || a.name.localeCompare(b.name)
    );
}

function healthOf(
  { partitions }: TopicPlace,
): Pick<TopicRow, "partitions" | "replicas" | "lagging" | "leaderless"> {
  return {
    partitions: partitions.length,
    replicas: partitions[0]?.replicas.length ?? 0,
    lagging:
      partitions.filter(({ replicas, isr }) => isr.length < replicas.length)
        .length,
    leaderless: partitions.filter(({ leader }) => leader < 0).length,
  };
}

/**
 * Describes one topic: its partitions with leaders, replicas, offsets and sizes.
 *
 * @param link The cluster to query.
 * @param name The topic's full name.
 * @param withConfigs Whether to read its configs, too.
 * @returns The topic.
 * @throws {Trouble} If there is no such topic, or this user may not see it.
 */
export async function describeTopic(
  link: Link,
  name: string,
  withConfigs: boolean,
): Promise<TopicDetail> {
  const metadata = await readMetadata(link, [name]);
  const topic = placeOf(metadata, name);
  const partitions = topic.partitions.map(({ partition }) => ({
    topic: name,
    partition,
  }));
  const [starts, ends, stable, disks, configs] = await Promise.all([
    findOffsets(link, metadata, partitions, "start"),
    findOffsets(link, metadata, partitions, "end"),
    findOffsets(link, metadata, partitions, "end", "stable"),
    readDisks(link, metadata.brokers.values()),
    withConfigs
      ? readConfigs(link, name).catch((error: Error) => error.message)
      : [],
  ]);
  return {
    name,
    internal: topic.internal,
    partitions: topic.partitions.map((place): PartitionRow => {
      const key = keyOf({ topic: name, partition: place.partition });
      const stored = disks.get(key) ?? [];
      const end = ends.get(key) ?? null;
      return {
        ...place,
        start: starts.get(key) ?? null,
        end,
        open: (stable.get(key) ?? end) !== end,
        bytes: stored.find(({ broker }) => broker === place.leader)?.bytes ??
          null,
        behind: stored.filter(({ behind }) => behind > 0),
      };
    }),
    configs,
  };
}

/**
 * Finds a topic in what brokers have announced.
 *
 * @param metadata The brokers' answer.
 * @param name The topic's full name.
 * @returns The topic.
 * @throws {Trouble} If there is no such topic, or this user may not see it.
 */
export function placeOf(metadata: Metadata, name: string): TopicPlace {
  const topic = metadata.topics.get(name);
  const type = topic
    ? errorName(topic.errorCode)
    : "UNKNOWN_TOPIC_OR_PARTITION";
  if (topic && type === "NONE") return topic;
  throw kafkaTrouble(`read topic "${name}"`, { type });
}

/** Kafka's names for the source of a config's value, by number. */
const SOURCES: Record<number, string> = {
  1: "topic",
  2: "broker, at run time",
  3: "all brokers, at run time",
  4: "broker's file",
  5: "Kafka's default",
};

async function readConfigs(link: Link, name: string): Promise<ConfigRow[]> {
  const answer = await link.ask(
    null,
    [describeConfigsV4.api, describeConfigsV3.api],
    [{ resourceType: TOPIC_RESOURCE, resourceName: name }],
    false,
    true,
  );
  const result = answer.results[0];
  try {
    mustBeFine(result?.errorCode ?? 0);
  } catch (error) {
    throw kafkaTrouble(`read the configs of topic "${name}"`, error);
  }
  return (result?.configs ?? []).map((config): ConfigRow => ({
    name: config.name,
    value: config.value ?? "",
    source: SOURCES[config.configSource] ?? "unknown",
    own: config.configSource === 1,
    about: config.documentation ?? "",
  })).sort((a, b) =>
    Number(b.own) - Number(a.own) || a.name.localeCompare(b.name)
  );
}
