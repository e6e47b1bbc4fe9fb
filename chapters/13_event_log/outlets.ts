import type { Message, Producer, RecordMetadata } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import { forAWhile } from "lab/patience.ts";
import type { Outlet } from "./shop.ts";

/** A send of the reader's function, by whichever of KafkaJS's methods. */
export interface Sent {
  /** The topics that it went to. */
  topics: string[];
  /** The records, of all topics. */
  messages: Message[];
  /** The acks that it asked for; -1 when it said nothing. */
  acks: number;
}

/** An outlet that keeps what is sent through it. */
export interface WatchedOutlet extends Outlet, AsyncDisposable {
  /** The sends, in the order of the calls. */
  readonly sent: Sent[];
  /** The errors that sends rejected with. */
  readonly errors: unknown[];
}

/** What happens to sends on their way, by the texts that one of their values has. */
export interface Mishaps {
  /** The broker stores this value, and its answer gets lost. */
  lost: string[];
  /** A send with this value is held back until one of `by` has arrived, or nothing more is to be expected. */
  overtaken?: { value: string[]; by: string[] };
}

/** How long a send is held back at most: longer than anybody sleeps between two sends. */
const HELD_MS = 700;

/**
 * Opens an outlet on which one answer gets lost, and sends that are under way at the same time
 * overtake each other.
 *
 * KafkaJS does not retry here, so that the reader's function has to deal with a lost answer.
 *
 * @param cluster The cluster to send to, through a proxy.
 * @param topic The topic's full name.
 * @param mishaps The values whose sends something happens to.
 * @returns The outlet, connected; `await using` closes its proxy.
 */
export async function openUnlucky(
  cluster: Cluster,
  topic: string,
  { lost, overtaken }: Mishaps,
): Promise<WatchedOutlet> {
  const road = await connectThroughProxy(cluster);
  const producer = road.cluster.kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  const sent: Sent[] = [];
  const errors: unknown[] = [];
  const reordered = new ReorderedSends();
  const overtaker = Promise.withResolvers<void>();
  let oneByOne: Promise<unknown> = Promise.resolve();
  let [isLost, wasHeld] = [false, false];

  const sendOn = async (
    { messages }: Sent,
    deliver: () => Promise<RecordMetadata[]>,
  ): Promise<RecordMetadata[]> => {
    const answer = oneByOne.then(() => {
      if (!isLost && has(messages, lost)) {
        isLost = true;
        road.proxy.inject({ dropResponse: { api: "Produce", nth: 1 } });
      }
      return deliver();
    });
    oneByOne = answer.catch(() => {}); // so that the loss hits this send, and no other
    if (overtaken && has(messages, overtaken.by)) {
      void answer.catch(() => {}).finally(() => overtaker.resolve());
    }
    return await answer;
  };
  const send = (
    one: Sent,
    deliver: () => Promise<RecordMetadata[]>,
  ): Promise<RecordMetadata[]> => {
    sent.push(one);
    const isHeld = overtaken && !wasHeld && has(one.messages, overtaken.value);
    if (isHeld) wasHeld = true;
    const answer = isHeld
      ? forAWhile(overtaker.promise, HELD_MS)
        .then(() => sendOn(one, deliver))
      : reordered.send(() => sendOn(one, deliver));
    answer.catch((error) => errors.push(error));
    return answer;
  };
  const watched: Pick<Producer, "send" | "sendBatch"> = {
    send: (record) =>
      send(
        {
          topics: [record.topic],
          messages: record.messages,
          acks: record.acks ?? -1,
        },
        () => producer.send(record),
      ),
    sendBatch: (batch) => {
      const records = batch.topicMessages ?? [];
      const one = {
        topics: records.map(({ topic }) => topic),
        messages: records.flatMap(({ messages }) => messages),
        acks: batch.acks ?? -1,
      };
      return send(one, () => producer.sendBatch(batch));
    },
  };
  return {
    topic,
    sent,
    errors,
    producer: { ...producer, ...watched },
    [Symbol.asyncDispose]: () => road[Symbol.asyncDispose](),
  };
}

function has(messages: Message[], parts: string[]): boolean {
  return messages.some(({ value }) =>
    parts.every((part) => String(value).includes(part))
  );
}
