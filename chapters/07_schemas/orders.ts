import { Buffer } from "node:buffer";
import type { EachMessagePayload } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { createTopic } from "workbook/topics.ts";
import { eachMessageOf } from "./messages.ts";

/** An order, as the bank gets it. */
export interface Order {
  /** The order's number. */
  order: number;
  /** The name of the customer. */
  customer: string;
  /** The price in euros. */
  amount: number;
}

/** A record that the reader's function is to handle, and what is wrong with it. */
export interface Case {
  /** The record's partition. */
  partition: number;
  /** The record's key; `null` for none. */
  key: string | null;
  /** The record's value; `null` for a tombstone. */
  value: string | Buffer | null;
  /** The record's headers. */
  headers: Record<string, string | Buffer>;
  /** Why the value is not an order; left out when it is one. */
  malformed?: string;
  /** The step of reading that fails; left out when none does. */
  failing?: "value" | "bytes" | "text" | "order";
  /** Whether the bank does not answer at first. */
  isBankAway?: boolean;
}

/** A record as KafkaJS hands it over, and what is known of it. */
export interface Given {
  /** What is wrong with it, and what it holds. */
  record: Case;
  /** The record as KafkaJS gives it to `eachMessage`. */
  payload: EachMessagePayload;
  /** Its name in advice: `record 1 of partition 0`. */
  name: string;
}

const good = (partition: number, value: Order, isBankAway = false): Case => ({
  partition,
  key: `${value.order}`,
  value: JSON.stringify(value),
  headers: { trace: `shop-${value.order}` },
  isBankAway,
});

const bad = (
  partition: number,
  order: number,
  value: Case["value"],
  [failing, malformed]: [NonNullable<Case["failing"]>, string],
  more: Partial<Case> = {},
): Case => ({
  partition,
  key: `${order}`,
  value,
  headers: { trace: `shop-${order}` },
  malformed,
  failing,
  ...more,
});

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");

/** The records that are sent first: by partition, and in their order there. */
const FIRST: Case[] = [
  good(0, { order: 1001, customer: "Ada", amount: 49 }),
  bad(0, 1002, "1002 Gil 49 EUR", ["text", "it is no JSON"]),
  good(0, { order: 1003, customer: "Eve", amount: 120 }),
  bad(0, 1004, '{"order":1004,"customer":"Bo","amount":"49"}', [
    "order",
    "its price is text",
  ]),
  bad(
    0,
    1005,
    latin1('{"order":1005,"customer":"Zoë","amount":49}'),
    ["bytes", "it is written in Latin-1"],
    { headers: { trace: "shop-1005", clerk: latin1("Zoë") } },
  ),
  good(0, { order: 1006, customer: "Lea", amount: 59 }, true),
  bad(0, 1007, '{"order":1007,"customer":"Cleo"}', [
    "order",
    "it has no price",
  ]),
  good(1, { order: 1008, customer: "Ada", amount: 19.5 }),
];

/** The records that are sent after a gap in the offsets. */
const THEN: Case[] = [
  bad(1, 1009, null, ["value", "it has no value at all"]),
  bad(1, 1010, "", ["text", "its value is empty"]),
  bad(
    1,
    1011,
    '{"order":1011,"customer":"","amount":5}',
    ["order", "its customer has no name"],
    { key: null },
  ),
  good(1, { order: 1012, customer: "Bo", amount: 9 }, true),
];

/**
 * Sends orders and malformed records to the two partitions of a topic, and collects what `eachMessage` is
 * given.
 *
 * @param cluster The cluster to send them through.
 * @returns The records by partition and offset.
 */
export async function givenRecords(cluster: Cluster): Promise<Given[]> {
  const topic = await createTopic(cluster, "check-orders", { partitions: 2 });
  const producer = cluster.kafka.producer({
    transactionalId: topic,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  for (const messages of [FIRST, THEN]) { // a transaction each: its marker takes an offset
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages });
    await transaction.commit();
  }
  await producer.disconnect();
  const payloads: EachMessagePayload[] = [];
  await eachMessageOf(cluster, topic, (payload) => {
    payloads.push({ ...payload, heartbeat: () => Promise.resolve() });
    return Promise.resolve();
  });
  payloads.sort((a, b) =>
    a.partition - b.partition ||
    Number(a.message.offset) - Number(b.message.offset)
  );
  return [...FIRST, ...THEN].map((record, i) => {
    const payload = payloads[i]!;
    const { partition, message: { offset } } = payload;
    return {
      record,
      payload,
      name: `record ${offset} of partition ${partition}`,
    };
  });
}
