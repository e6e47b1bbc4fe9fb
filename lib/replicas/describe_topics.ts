import {
  askBroker,
  compactArray,
  compactString,
  type Cursor,
  int32,
} from "../wire.ts";

/** A partition's replicas, as a broker knows them at one moment. */
export interface ReplicaState {
  /** When the broker answered. */
  at: Date;
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** Id of the broker that leads the partition; `null` while none does. */
  leader: number | null;
  /** Counts up with each change of the leader. */
  leaderEpoch: number;
  /** Ids of the brokers that keep a copy. */
  replicas: readonly number[];
  /** Those of them that are in sync, the leader included. */
  isr: readonly number[];
  /** **Eligible leader replicas**: no longer in sync, and yet known to hold all that counts as committed. */
  elr: readonly number[];
}

const DESCRIBE_TOPIC_PARTITIONS = 75;
const MOST_PARTITIONS = 2_000;
const UUID_BYTES = 16;
const NO_CURSOR = 0xff;
const NO_TAGS = 0;

/**
 * Asks one broker what it knows about topics: Kafka's `DescribeTopicPartitions` request, version 0,
 * which tells of eligible leaders too.
 *
 * @param address `host:port` of the broker.
 * @param topics Full names.
 * @param timeoutMs The longest time to wait for an answer, in milliseconds.
 * @returns A state for each partition; none for a topic that the broker does not know. `null` when
 * it does not answer in time.
 *
 * Source: https://kafka.apache.org/protocol.html#The_Messages_DescribeTopicPartitions
 *
 * @example Nobody there
 * ```ts
 * import { describeTopics } from "workbook/replicas/describe_topics.ts";
 *
 * console.assert(await describeTopics("127.0.0.1:1", ["orders"], 500) === null);
 * ```
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
    answer.skip(UUID_BYTES + 1); // topic id, whether it is internal
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
