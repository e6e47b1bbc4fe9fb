import { Buffer } from "node:buffer";
import type { EachMessagePayload } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { createTopic } from "workbook/topics.ts";
import { eachMessageOf } from "./messages.ts";

/** A record that the reader's function is to handle, and what happens while it does. */
export interface Case {
  /** The order's number, which is the record's key. */
  order: number;
  /** The record's value. */
  value: string | Buffer;
  /** Why the value is not an order; left out when it is one. */
  malformed?: string;
  /** What fails the first time; left out when nothing does. */
  away?: "bank" | "letters";
}

/** The records, by offset. */
export const CASES: Case[] = [
  { order: 1001, value: '{"order":1001,"customer":"Ada","amount":49}' },
  { order: 1002, value: "1002 Gil 49 EUR", malformed: "it is no JSON" },
  { order: 1003, value: '{"order":1003,"customer":"Eve","amount":120}' },
  {
    order: 1004,
    value: '{"order":1004,"customer":"Bo","amount":"49"}',
    malformed: "its price is text",
  },
  {
    order: 1005,
    value: Buffer.from(
      '{"order":1005,"customer":"Zoë","amount":49}',
      "latin1",
    ),
    malformed: "it is written in Latin-1",
  },
  {
    order: 1006,
    value: '{"order":1006,"customer":"Lea","amount":59}',
    away: "bank",
  },
  {
    order: 1007,
    value: '{"order":1007,"customer":"Cleo"}',
    malformed: "it has no price",
    away: "letters",
  },
];

/**
 * Sends the records of {@linkcode CASES} through a topic, and collects what `eachMessage` is given.
 *
 * @param cluster The cluster to send them through.
 * @returns The payload of each record, by offset.
 */
export async function payloads(
  cluster: Cluster,
): Promise<EachMessagePayload[]> {
  const topic = await createTopic(cluster, "check-orders");
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    messages: CASES.map(({ order, value }) => ({
      key: `${order}`,
      value,
      headers: { trace: `shop-${order}` },
    })),
  });
  await producer.disconnect();
  const given: EachMessagePayload[] = [];
  await eachMessageOf(cluster, topic, (payload) => {
    given.push({ ...payload, heartbeat: () => Promise.resolve() });
    return Promise.resolve();
  });
  return given;
}
