import { type Broker, startBroker } from "broker/broker.ts";
import { connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import type { TestFolder } from "./test_folder.ts";

/** What is written before a broker is stopped, and must be there when it starts again. */
export const TOPIC = "orders";
export const ORDERS = ["1001", "1002", "1003"];

/** Starts a broker that ends with this process. */
export function start(
  folder: TestFolder,
  onNote?: (line: string) => void,
): Promise<Broker> {
  return startBroker({
    folder: folder.path,
    port: 0,
    ownerPid: Deno.pid,
    onNote,
  });
}

/** Writes the orders to their topic, which must not exist yet. */
export async function writeOrders(broker: Broker): Promise<void> {
  await using cluster = await connect(undefined, { brokers: broker.brokers });
  await cluster.admin.createTopics({
    waitForLeaders: true,
    topics: [{ topic: TOPIC, numPartitions: 1 }],
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = ORDERS.map((value) => ({ value }));
  await producer.send({ topic: TOPIC, acks: -1, messages });
}

/** Reads the orders that a broker has. */
export async function readOrders(broker: Broker): Promise<(string | null)[]> {
  await using cluster = await connect(undefined, { brokers: broker.brokers });
  return (await readToEnd(cluster, TOPIC)).map(({ value }) => value);
}
