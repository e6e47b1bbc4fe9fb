import type { Message, Producer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { HeldSends } from "lab/held_sends.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import {
  checkComplete,
  checkSequence,
  checkSpread,
  checkTogether,
} from "./stored_lives.ts";
import { eventOf, EVENTS } from "./lives.ts";

const ORDERS = Array.from({ length: 10 }, (_, i) => `${1101 + i}`);
const EXPECTED = ORDERS.length * EVENTS.length;
/** Numbers of another length, in no sequence. */
const OTHERS = ["998", "12001", "7", "1002"];
/** The event whose first send fails. */
const REFUSED = "12001 paid";

/** The reader's answer. */
type SendLives = (
  producer: Producer,
  topic: string,
  orders: string[],
) => Promise<void>;

/**
 * Checks exercise 1: ten lives in sequence, although sends that are under way at once are reordered.
 *
 * @param cluster The cluster to check on.
 * @param sendLives The reader's answer.
 * @returns The verdict.
 */
export function checkInSequence(
  cluster: Cluster,
  sendLives: SendLives,
): Promise<Verdict> {
  return check("in-sequence", async () => {
    const advice = await tryReordered(cluster, sendLives);
    await tryHeld(cluster, sendLives);
    await tryRefused(cluster, sendLives);
    return advice;
  });
}

async function tryReordered(
  cluster: Cluster,
  sendLives: SendLives,
): Promise<string> {
  const sends = new ReorderedSends();
  const records = await run(
    cluster,
    sendLives,
    ORDERS,
    (_, deliver) => sends.send(deliver),
  );
  const lives = Map.groupBy(records, (record) => eventOf(record).order);
  checkComplete(records, lives, ORDERS);
  for (const [order, life] of lives) checkTogether(order, life, EXPECTED);
  for (const [order, life] of lives) checkSequence(order, life);
  return `All ${records.length} records are stored, and each of the ${lives.size} orders has its own in sequence in one partition. ${
    checkSpread(records)
  } partitions share the work.`;
}

/** Lets the first answers come late, so that one who counts on the clock is ahead of them. */
async function tryHeld(cluster: Cluster, sendLives: SendLives): Promise<void> {
  const sends = new HeldSends();
  const records = await run(cluster, sendLives, OTHERS, (values, deliver) => {
    const orders = values.map((value) => value.split(" ")[0]!);
    return sends.send([...new Set(orders)], deliver);
  });
  const lives = Map.groupBy(records, (record) => eventOf(record).order);
  checkComplete(records, lives, OTHERS);
  for (const [order, life] of lives) checkTogether(order, life, records.length);
  for (const [order, life] of lives) checkSequence(order, life);
  if (sends.overlap === null) return;
  throw new Refused(
    `The answer to a send of order ${sends.overlap} was late, and another event of ${sends.overlap} was sent before it came. No clock can tell how long an answer takes. When may the second send begin?`,
  );
}

/** Refuses a send once: who calls sendLives must hear of it, unless all is stored in the end. */
async function tryRefused(
  cluster: Cluster,
  sendLives: SendLives,
): Promise<void> {
  let isRefused = false;
  const error = new Error("The broker is gone");
  let records: ConsumerRecord[];
  try {
    records = await run(cluster, sendLives, OTHERS, (values, deliver) => {
      if (isRefused || !values.includes(REFUSED)) return deliver();
      isRefused = true;
      return Promise.reject(error);
    });
  } catch (thrown) {
    if (thrown instanceof Refused || !isRefused) throw thrown;
    return;
  }
  const values = records.map(({ value }) => value);
  const expected = OTHERS.flatMap((order) =>
    EVENTS.map((event) => `${order} ${event}`)
  );
  const missing = expected.filter((value) => !values.includes(value));
  if (missing.length > 0) {
    throw new Refused(
      `The send of "${REFUSED}" failed, and sendLives was done without an error, though ${
        missing.join(", ")
      } ${
        missing.length === 1 ? "is" : "are"
      } not stored. How does its caller learn of that?`,
    );
  }
  for (const [order, life] of Map.groupBy(records, (r) => eventOf(r).order)) {
    checkSequence(order, life);
  }
}

/** Runs the reader's function with a producer whose sends go through `road`, and reads what it has stored. */
async function run(
  cluster: Cluster,
  sendLives: SendLives,
  orders: string[],
  road: <T>(values: string[], deliver: () => Promise<T>) => Promise<T>,
): Promise<ConsumerRecord[]> {
  const topic = await createTopic(cluster, "check-orders", { partitions: 3 });
  const producer = cluster.kafka.producer();
  await producer.connect();
  let underWay = 0;
  const send = async <T>(
    messages: Message[],
    deliver: () => Promise<T>,
  ): Promise<T> => {
    underWay++;
    try {
      return await road(messages.map(({ value }) => String(value)), deliver);
    } finally {
      underWay--;
    }
  };
  await sendLives(
    {
      ...producer,
      send: (record) => send(record.messages, () => producer.send(record)),
      sendBatch: (batch) =>
        send(
          batch.topicMessages?.flatMap(({ messages }) => messages) ?? [],
          () => producer.sendBatch(batch),
        ),
    },
    topic,
    [...orders],
  );
  if (underWay > 0) {
    throw new Refused(
      `sendLives was done while ${underWay} of its sends had no answer yet. Whoever calls it will believe that everything is stored. What should it wait for?`,
    );
  }
  return await readToEnd(cluster, topic);
}
