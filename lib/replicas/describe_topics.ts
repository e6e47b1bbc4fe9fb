import {
  askBroker,
  compactArray,
  compactString,
  type Cursor,
  int32,
} from "../wire.ts";

/** A partition's leader and replicas, as a broker knew them at one moment. */
export interface ReplicaState {
  /** When the broker answered. */
  at: Date;
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** Id of the broker that leads the partition; `null` while none does. */
  leader: number | null;
  /** Number that grows with each change of the leader. */
  leaderEpoch: number;
  /** Ids of the brokers that hold a replica. */
  replicas: readonly number[];
  /** Ids of the brokers whose replica is in sync, the leader included. */
  isr: readonly number[];
  /** Ids of the **eligible leader replicas**: no longer in sync, but known to hold every committed record. */
  elr: readonly number[];
}

const DESCRIBE_TOPIC_PARTITIONS = 75;
const MOST_PARTITIONS = 2_000;
const UUID_BYTES = 16;
const NO_CURSOR = 0xff;
const NO_TAGS = 0;

/**
 * Reads the replicas of topics from one broker, with Kafka's `DescribeTopicPartitions` request, version
 * 0, whose answer includes the eligible leader replicas.
 *
 * @param address `host:port` of the broker.
 * @param topics The topics' full names.
 * @param timeoutMs The longest time to wait for the answer, in milliseconds.
 * @returns The state of each partition; nothing for a topic that the broker does not know. `null` when
 * the broker does not answer in time.
 *
 * Source: https://kafka.apache.org/protocol.html#The_Messages_DescribeTopicPartitions
 */
export async function describeTopics(
  address: string,
  topics: readonly string[],
  timeoutMs: number,
): Promise<ReplicaState[] | null> {
  const names = topics.map((topic) => [...compactString(topic), NO_TAGS]);
  const body = [
    ...compactArray(names),
    ...int32(MOST_PARTITIONS),
    NO_CURSOR,
    NO_TAGS,
  ];
  const request = { api: DESCRIBE_TOPIC_PARTITIONS, version: 0, body };
  const answer = await askBroker(address, request, timeoutMs);
  return answer && parse(answer);
}

function parse(answer: Cursor): ReplicaState[] {
  const at = new Date();
  answer.skip(4); // throttle time
  return Array.from({ length: answer.arrayLength() }, () => {
    answer.int16(); // error code
    const topic = answer.string();
    answer.skip(UUID_BYTES + 1); // topic id, flag for internal topics
    const partitions = Array.from(
      { length: answer.arrayLength() },
      () => partition(answer, topic, at),
    );
    answer.skip(4); // authorised operations
    answer.skipTaggedFields();
    return partitions;
  }).flat();
}

function partition(answer: Cursor, topic: string, at: Date): ReplicaState {
  const brokers = (): number[] =>
    Array.from({ length: answer.arrayLength() }, () => answer.int32());
  answer.int16(); // error code
  const number = answer.int32();
  const leader = answer.int32();
  const leaderEpoch = answer.int32();
  const [replicas, isr, elr] = [brokers(), brokers(), brokers()] as const;
  brokers(); // last known eligible leaders
  brokers(); // offline replicas
  answer.skipTaggedFields();
  return {
    at,
    topic,
    partition: number,
    leader: leader < 0 ? null : leader,
    leaderEpoch,
    replicas,
    isr,
    elr,
  };
}
