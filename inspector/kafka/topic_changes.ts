import {
  createTopicsV5,
  createTopicsV6,
  createTopicsV7,
  deleteTopicsV4,
  deleteTopicsV5,
  deleteTopicsV6,
} from "@platformatic/kafka";
import { kafkaTrouble, Trouble } from "workbook/errors.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { partitionsOf } from "./lag_on.ts";
import { errorName, type Link } from "./link.ts";
import { readMetadata } from "./metadata.ts";
import { findOffsets } from "./offsets.ts";

/** Longest wait of a broker for a topic to come or go, in milliseconds. */
const CHANGE_WITHIN_MS = 10_000;

/** The layout of a topic that is to be created. */
export interface NewTopic {
  /** The topic's full name. */
  name: string;
  /** Number of partitions. */
  partitions: number;
  /** Number of replicas of each partition; -1 for the cluster's default. */
  replicas: number;
  /** Configs that differ from the cluster's, by name. */
  configs: Record<string, string>;
}

/**
 * Creates a topic, and waits until the leaders of its partitions serve.
 *
 * @param link The cluster to create it on.
 * @param topic Its name and layout.
 * @throws {Trouble} If Kafka refuses it, with Kafka's reason, or the leaders don't serve in time.
 */
export async function createTopic(link: Link, topic: NewTopic): Promise<void> {
  const answer = await link.ask(
    null,
    [createTopicsV7.api, createTopicsV6.api, createTopicsV5.api],
    [{
      name: topic.name,
      numPartitions: topic.partitions,
      replicationFactor: topic.replicas,
      assignments: [],
      configs: Object.entries(topic.configs).map(([name, value]) => ({
        name,
        value,
      })),
    }],
    CHANGE_WITHIN_MS,
    false,
  );
  for (const { errorCode, errorMessage } of answer.topics) {
    if (errorCode === 0) continue;
    throw new Trouble(
      `Cannot create topic "${topic.name}": expected Kafka to take it but found ${
        errorName(errorCode)
      }${errorMessage ? `: ${errorMessage.replace(/\.$/, "")}` : ""}`,
    );
  }
  await untilAnswered(
    () => isServed(link, topic),
    CHANGE_WITHIN_MS,
    () => timedOut(CHANGE_WITHIN_MS, `the leaders of topic "${topic.name}"`),
  );
}

async function isServed(
  link: Link,
  { name, partitions }: NewTopic,
): Promise<boolean> {
  const metadata = await readMetadata(link, [name]);
  const all = partitionsOf(metadata, new Set([name]));
  return (await findOffsets(link, metadata, all, "start")).size === partitions;
}

/**
 * Deletes topics with all their records, and waits until the broker that is asked first lists them no more.
 *
 * @param link The cluster to delete them from.
 * @param names The topics' full names.
 * @returns A sentence for each topic that Kafka did not delete; one that is gone already counts as deleted.
 * @throws {Trouble} If no broker answers.
 */
export async function deleteTopics(
  link: Link,
  names: string[],
): Promise<string[]> {
  if (names.length === 0) return [];
  const answer = await link.ask(
    null,
    [deleteTopicsV6.api, deleteTopicsV5.api, deleteTopicsV4.api],
    names.map((name) => ({ name })),
    CHANGE_WITHIN_MS,
  );
  const outcomes = answer.responses
    .map(({ name, errorCode }) => ({ name, type: errorName(errorCode) }));
  const gone = outcomes.filter(({ type }) => type === "NONE")
    .map(({ name }) => name ?? "");
  await untilAnswered(
    async () => {
      const { topics } = await readMetadata(link, gone);
      return [...topics.values()].every(({ errorCode }) => errorCode !== 0);
    },
    CHANGE_WITHIN_MS,
    () => timedOut(CHANGE_WITHIN_MS, `${gone.length} topics to be gone`),
  );
  return outcomes
    .filter(({ type }) =>
      type !== "NONE" && type !== "UNKNOWN_TOPIC_OR_PARTITION"
    )
    .map(({ name, type }) =>
      kafkaTrouble(`delete topic "${name}"`, { type }).message
    );
}
