import {
  askBroker,
  compactArray,
  compactString,
  type Cursor,
  int32,
} from "workbook/wire.ts";
import { Trouble } from "workbook/errors.ts";

const ALTER_PARTITION_REASSIGNMENTS = 45;
const ANSWER_WITHIN_MS = 5_000;
const NO_TAGS = 0;

/**
 * Assigns partition 0 of a topic to other brokers, by a request to one broker that is known to be well.
 *
 * Resolves when the controller has agreed. A new replica counts as in sync only when it has caught up.
 *
 * @param address The broker to ask, as `host:port`.
 * @param topic The topic's full name.
 * @param replicas The ids of the brokers that shall keep a copy, the preferred leader first.
 * @throws {Trouble} If the controller refuses, or there is no answer within 5 s.
 *
 * Source: Kafka Admin API, `Admin.alterPartitionReassignments`; KIP-455.
 *
 * @example A second copy
 * ```ts ignore
 * await assignReplicas(cluster.brokers[0], orders, [1, 2]);
 * ```
 */
export async function assignReplicas(
  address: string,
  topic: string,
  replicas: readonly number[],
): Promise<void> {
  const partition = [
    ...int32(0),
    ...compactArray(replicas.map(int32)),
    NO_TAGS,
  ];
  const body = [
    ...int32(ANSWER_WITHIN_MS),
    ...compactArray([
      [...compactString(topic), ...compactArray([partition]), NO_TAGS],
    ]),
    NO_TAGS,
  ];
  const request = { api: ALTER_PARTITION_REASSIGNMENTS, version: 0, body };
  const answer = await askBroker(address, request, ANSWER_WITHIN_MS);
  const error = answer ? errorIn(answer) : "no answer";
  if (error === "") return;
  throw new Trouble(
    `Cannot copy "${topic}" to brokers ${
      replicas.join(", ")
    }: expected the controller to agree but found ${error}. Look which brokers are well, and ask for those`,
  );
}

/** The controller's reason to refuse, in its own words; empty when it agrees. */
function errorIn(answer: Cursor): string {
  answer.skip(4); // throttle time
  const code = answer.int16();
  const message = answer.string();
  if (code !== 0) return message || `error ${code}`;
  answer.arrayLength(); // our one topic
  answer.string();
  answer.arrayLength(); // its one partition
  answer.int32();
  const own = answer.int16();
  const why = answer.string();
  return own === 0 ? "" : why || `error ${own}`;
}
