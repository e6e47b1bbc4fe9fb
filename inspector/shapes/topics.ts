import type { Origin } from "./cluster.ts";

/** A topic in the list of topics. */
export interface TopicRow {
  /** The topic's full name. */
  name: string;
  /** Whether it is Kafka's own. */
  internal: boolean;
  /** Number of partitions. */
  partitions: number;
  /** Number of replicas of each partition. */
  replicas: number;
  /** Number of partitions with a replica that is not in sync. */
  lagging: number;
  /** Number of partitions without a leader. */
  leaderless: number;
  /** Size of all its replicas on disk, in bytes; `null` when no broker says it. */
  bytes: number | null;
}

/** A config of a topic. */
export interface ConfigRow {
  /** Kafka's name of the config. */
  name: string;
  /** The value in effect. */
  value: string;
  /** The source of the value, in words. */
  source: string;
  /** Whether the topic itself sets it. */
  own: boolean;
  /** Kafka's own description; empty when the broker sends none. */
  about: string;
}

/** A partition of a topic. */
export interface PartitionRow {
  /** Partition number, from 0. */
  partition: number;
  /** Id of the broker that leads it; -1 for none. */
  leader: number;
  /** Ids of the brokers that hold a replica. */
  replicas: number[];
  /** Ids of those that are in sync. */
  isr: number[];
  /** Offset of the oldest record; `null` when the leader did not answer. */
  start: number | null;
  /** Offset that the next record gets; `null` when the leader did not answer. */
  end: number | null;
  /** Whether a transaction is open in it. */
  open: boolean;
  /** Size of the leader's replica, in bytes; `null` when the broker does not say it. */
  bytes: number | null;
  /** Replicas that are behind, with the number of records. */
  behind: { broker: number; behind: number }[];
}

/** One topic. */
export interface TopicDetail {
  /** The topic's full name. */
  name: string;
  /** Whether it is Kafka's own. */
  internal: boolean;
  /** Its partitions, by number. */
  partitions: PartitionRow[];
  /** Its configs, its own first; or the sentence that says why they can't be read. None when not asked for. */
  configs: ConfigRow[] | string;
}

/** The list of topics, or the part of it that matches a search. */
export interface TopicsPage {
  /** The first topics that match. */
  rows: (TopicRow & { origin: Origin | null })[];
  /** Number of topics that match. */
  found: number;
  /** Number of topics in all. */
  total: number;
}
