import type { ProducerRecord } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import type { Outlet } from "./shop.ts";

/** An outlet that keeps what is sent through it. */
export interface WatchedOutlet extends Outlet, AsyncDisposable {
  /** The records of each send, in the order of the calls. */
  readonly sent: ProducerRecord[];
}

/**
 * Opens an outlet on which the broker stores one value, whose answer gets lost. Of two sends that
 * are under way at the same time, the later one arrives first.
 *
 * KafkaJS does not retry here, so that the reader's function has to deal with a lost answer.
 *
 * @param cluster The cluster to send to, through a proxy.
 * @param topic The topic's full name.
 * @param unlucky The texts that the value has whose answer gets lost.
 * @returns The outlet, connected; `await using` closes its proxy.
 */
export async function openUnlucky(
  cluster: Cluster,
  topic: string,
  unlucky: string[],
): Promise<WatchedOutlet> {
  const road = await connectThroughProxy(cluster);
  const producer = road.cluster.kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  const sent: ProducerRecord[] = [];
  const reordered = new ReorderedSends();
  let isLost = false;
  return {
    topic,
    sent,
    producer: {
      ...producer,
      send: (record) => {
        sent.push(record);
        return reordered.send(() => {
          const meetsFate = record.messages.some(({ value }) =>
            unlucky.every((part) => String(value).includes(part))
          );
          if (meetsFate && !isLost) {
            isLost = true;
            road.proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
          }
          return producer.send(record);
        });
      },
    },
    [Symbol.asyncDispose]: () => road[Symbol.asyncDispose](),
  };
}
