import {
  type Broker,
  metadataV10,
  metadataV11,
  metadataV12,
} from "@platformatic/kafka";
import type { Link } from "./link.ts";

/** A partition, as brokers announce it to clients. */
export interface PartitionPlace {
  /** Partition number, from 0. */
  partition: number;
  /** Id of the broker that leads it; -1 for none. */
  leader: number;
  /** Ids of the brokers that hold a replica. */
  replicas: number[];
  /** Ids of those among them that are in sync. */
  isr: number[];
}

/** A topic, as brokers announce it to clients. */
export interface TopicPlace {
  /** The topic's full name. */
  name: string;
  /** Whether it is Kafka's own, such as `__consumer_offsets`. */
  internal: boolean;
  /** Error code of the topic; 0 for none. */
  errorCode: number;
  /** Its partitions, by number. */
  partitions: PartitionPlace[];
}

/** A broker that is part of the cluster now. */
export interface LiveBroker extends Broker {
  /** Kafka's node id. */
  id: number;
  /** Its rack; `null` when it has none. */
  rack: string | null;
}

/** What brokers announce of their cluster. */
export interface Metadata {
  /** The cluster id. */
  id: string;
  /** The brokers that are part of the cluster now, by id. */
  brokers: Map<number, LiveBroker>;
  /** The topics that were asked for, by name. */
  topics: Map<string, TopicPlace>;
}

const METADATA = [metadataV12.api, metadataV11.api, metadataV10.api];

/**
 * Reads where the partitions of topics are.
 *
 * @param link The cluster to query.
 * @param topics The topics' full names; all topics when `null`.
 * @returns The brokers, and the topics that were asked for; one that does not exist has an error code.
 * @throws {Trouble} If no broker answers.
 */
export async function readMetadata(
  link: Link,
  topics: string[] | null,
): Promise<Metadata> {
  const answer = await link.ask(null, METADATA, topics, false, false);
  return {
    id: answer.clusterId ?? "",
    brokers: new Map(answer.brokers.map(({ nodeId, host, port, rack }) => [
      nodeId,
      { id: nodeId, host, port, rack: rack ?? null },
    ])),
    topics: new Map(answer.topics.map((topic) => [
      topic.name ?? "",
      {
        name: topic.name ?? "",
        internal: topic.isInternal,
        errorCode: topic.errorCode,
        partitions: topic.partitions.map((each) => ({
          partition: each.partitionIndex,
          leader: each.leaderId,
          replicas: each.replicaNodes,
          isr: each.isrNodes,
        })).sort((a, b) => a.partition - b.partition),
      },
    ])),
  };
}
