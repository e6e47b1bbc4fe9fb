import { CompressionTypes, type ProducerConfig } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { type Send, WatchedSends } from "lab/watched_sends.ts";

/** A send mode: a way to send, and the settings that are not KafkaJS's own defaults. */
export interface Mode extends ProducerConfig {
  /** The name of one of the chapter's five ways to send. */
  way: string;
  /** `-1` for all in-sync replicas, which is the default; `1` for the leader; `0` for no answer. */
  acks?: number;
  /** Whether a send's records are compressed. */
  gzip?: boolean;
}

/** The chapter's ways to send, by name. */
export const WAYS: Record<string, (send: Send, values: string[]) => unknown> = {
  "fire and forget": (send, values) => {
    for (const value of values) send(value).catch(() => {});
  },
  "awaited": async (send, values) => {
    for (const value of values) await send(value);
  },
  "with handlers": (send, values) => {
    for (const value of values) send(value).then(() => {}, () => {});
  },
  "many at once": (send, values) =>
    Promise.allSettled(values.map((value) => send(value))),
  "one batch": (send, values) => send(...values),
};

/**
 * Connects a producer with the settings of a mode.
 *
 * @param cluster The cluster to send to; closing it disconnects the producer.
 * @param topic The topic's full name.
 * @param mode The mode whose settings the producer gets.
 * @returns The producer's sends, watched.
 * @throws {Error} If KafkaJS refuses the settings.
 */
export async function openMode(
  cluster: Cluster,
  topic: string,
  { way, acks = -1, gzip = false, ...config }: Mode,
): Promise<WatchedSends> {
  const producer = cluster.kafka.producer(config);
  await producer.connect();
  const compression = CompressionTypes[gzip ? "GZIP" : "None"];
  const sendAll = (values: string[]): Promise<unknown> => {
    const messages = values.map((value) => ({ value }));
    return producer.send({ topic, acks, compression, messages });
  };
  await sendAll([]); // nothing is sent, but the topic is looked up, and the settings are checked
  return new WatchedSends(sendAll, { listens: way !== "fire and forget" });
}
