import { askBroker, type Cursor } from "workbook/wire.ts";

/** The answer of a broker to `DescribeCluster`. */
export interface ClusterDescription {
  /** The id that the cluster was formatted with. */
  clusterId: string;
  /** Ids of the brokers that are in service, in no particular order. */
  brokerIds: number[];
}

/** `DescribeCluster`, version 0, without authorized operations and without tags. */
const REQUEST = { api: 60, version: 0, body: [0, 0] };

/**
 * Asks one broker to describe its cluster, without a client library.
 *
 * A broker appears in the answer only when the controller lets it serve, so the answer also shows whether it is ready.
 *
 * @param port TCP port of the broker on 127.0.0.1.
 * @param timeoutMs The longest time to wait for the answer, in milliseconds.
 * @returns The description, or `null` when nobody answers on that port, or the answer is not that of a broker that is up.
 *
 * Source: https://kafka.apache.org/protocol.html#The_Messages_DescribeCluster
 */
export async function describeCluster(
  port: number,
  timeoutMs = 2000,
): Promise<ClusterDescription | null> {
  const answer = await askBroker(`127.0.0.1:${port}`, REQUEST, timeoutMs);
  try {
    return answer && parse(answer);
  } catch {
    return null;
  }
}

function parse(answer: Cursor): ClusterDescription | null {
  const throttleTime = 4;
  answer.skip(throttleTime);
  const error = answer.int16();
  answer.string(); // its message
  const clusterId = answer.string();
  answer.int32(); // the controller
  const brokerIds = Array.from({ length: answer.arrayLength() }, () => {
    const id = answer.int32();
    answer.string(); // host
    answer.int32(); // port
    answer.string(); // rack
    answer.skipTaggedFields();
    return id;
  });
  return error === 0 ? { clusterId, brokerIds } : null;
}
