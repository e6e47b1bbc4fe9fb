import type { Consumer, KafkaMessage } from "kafkajs";
import { readToEnd, untilCaughtUp } from "workbook/consumers.ts";
import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { newGroup } from "workbook/groups.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { openTransactions } from "workbook/transactions.ts";
import { Desk } from "./desk.ts";
import type { Job } from "./shop.ts";

/** The reader's function: handles the records of a topic, and commits after each. */
export type ConsumeEvents = (job: Job) => Promise<void>;

/** The values of the records, by partition. */
const RECORDS = [["1001", "1004", "1007"], ["1002", "1005", "1008"], [
  "1003",
  "1006",
  "1009",
]];
const COUNT = RECORDS.flat().length;
/** The record whose work fails the first time; others are before and after it in its partition. */
const FAILING = "1005";
/** The record whose commit fails the first time; others are before and after it in its partition. */
const UNCOMMITTED = "1006";
/** The oldest offset that each partition still has, so that its offsets go past 9. */
const START = 8;
const PATIENCE_MS = 8_000;

/**
 * Checks phase 3: a commit by hand after each record, so that neither a stop nor a failure loses any.
 *
 * @param cluster The cluster to check on.
 * @param consumeEvents The reader's answer.
 * @returns The verdict.
 */
export function checkConsumeEvents(
  cluster: Cluster,
  consumeEvents: ConsumeEvents,
): Promise<Verdict> {
  return check("consume", async () => {
    const topic = await fillTopic(cluster);
    const groupId = newGroup(cluster, "check-consume");
    const records = await readToEnd(cluster, topic);
    const ends = (await offsetRanges(cluster, topic)).map(({ end }) => end);
    const failing = { work: FAILING, commit: UNCOMMITTED };
    const desk = new Desk(records, ends, failing);
    const run = (): Promise<void> =>
      runToEnd(cluster, topic, groupId, desk, consumeEvents);

    for (const method of ["subscribe", "run"] as const) {
      await refuseFailureForgotten(cluster, topic, consumeEvents, method);
    }
    await run();
    // Whoever stops at a failure leaves the rest to the group's next consumer.
    for (let stops = 0; stops < 2 && desk.isInterrupted; stops++) await run();
    desk.expectAllDone();
    await run();
    const again = desk.done.length - COUNT;
    if (again > 0) {
      throw new Refused(
        `The group had committed all ${COUNT} records. A second consumer of it was handed ${again} of them again. What sends it back?`,
      );
    }
    return `${COUNT} records are handled, and each was committed before the next was taken: whenever the consumer stops, at most the record in hand comes again. The work for ${FAILING} failed once; nothing was committed for it, so it came again. ${
      desk.commits.hasFailed
        ? `The first commit after ${UNCOMMITTED} failed, and no later record of its partition was taken before the next. `
        : ""
    }Another consumer of the group asked too, and was given 0 records.`;
  });
}

/** Creates a topic whose offsets begin at 8, with a gap in each partition: a transaction's end takes an offset too. */
async function fillTopic(cluster: Cluster): Promise<string> {
  const topic = await createTopic(cluster, "check-consume", {
    partitions: RECORDS.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const partitions = RECORDS.map((_, partition) => partition);
  const old = partitions.flatMap((partition) =>
    Array.from({ length: START }, () => ({ partition, value: "old" }))
  );
  await producer.send({ topic, messages: old });
  await cluster.admin.deleteTopicRecords({
    topic,
    partitions: partitions.map((partition) => ({
      partition,
      offset: String(START),
    })),
  });
  const nth = (n: number): { partition: number; value: string }[] =>
    RECORDS.map((values, partition) => ({ partition, value: values[n]! }));
  await producer.send({ topic, messages: nth(0) });
  await using transactions = openTransactions(cluster, cluster.name(topic));
  await transactions.transact((transaction) => transaction.send(topic, nth(1)));
  await readToEnd(cluster, topic); // until the transaction's end is in the log
  await producer.send({ topic, messages: nth(2) });
  await producer.disconnect();
  return topic;
}

/** Has one call of the consumer reject, which the function must not keep to itself. */
async function refuseFailureForgotten(
  cluster: Cluster,
  topic: string,
  consumeEvents: ConsumeEvents,
  method: "subscribe" | "run",
): Promise<void> {
  const groupId = newGroup(cluster, "check-consume");
  const failure = Promise.reject(new Error("No broker can be reached"));
  failure.catch(() => {}); // a function that does not wait for it is judged by how it ends
  const consumer: Consumer = {
    ...cluster.kafka.consumer({ groupId }),
    subscribe: () => Promise.resolve(),
    run: () => Promise.resolve(),
    [method]: () => failure,
  };
  const handle = (): Promise<void> => Promise.resolve();
  try {
    await consumeEvents({ consumer, topic, handle });
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    return;
  }
  throw new Refused(
    `\`consumer.${method}()\` rejected: no broker could be reached. Your function ended as if the consumer ran. Who learns that nothing is read?`,
  );
}

/** Runs the reader's function until its consumer has nothing left to read or has stopped, or something is wrong. */
async function runToEnd(
  cluster: Cluster,
  topic: string,
  groupId: string,
  desk: Desk,
  consumeEvents: ConsumeEvents,
): Promise<void> {
  const consumer = cluster.kafka.consumer({ groupId });
  const handle = (message: KafkaMessage): Promise<void> => {
    const handled = desk.handle(message);
    handled.catch(() => {}); // whoever does not wait for it is told by the desk
    return handled;
  };
  const stopped = new Promise<void>((resolve) => {
    consumer.on(consumer.events.STOP, () => resolve());
  });
  await consumer.connect();
  try {
    const job = { consumer: desk.open(consumer), topic, handle };
    await within(
      PATIENCE_MS,
      Promise.race([Promise.resolve(consumeEvents(job)), desk.refused]),
      () =>
        new Refused(
          `${
            PATIENCE_MS / 1_000
          } seconds after its start, your function had handled ${desk.done.length} of ${COUNT} records and was not done. It may end as soon as the consumer runs. What does it wait for?`,
        ),
    );
    await Promise.race([
      untilRead(cluster, consumer, topic, desk),
      desk.refused,
      stopped,
    ]);
  } finally {
    desk.close();
    await consumer.disconnect();
  }
}

async function untilRead(
  cluster: Cluster,
  consumer: Consumer,
  topic: string,
  desk: Desk,
): Promise<void> {
  try {
    await untilCaughtUp(cluster, consumer, topic, PATIENCE_MS);
  } catch (error) {
    if (desk.done.length > 0) throw error;
    throw new Refused(
      `In ${
        PATIENCE_MS / 1_000
      } seconds the consumer asked for no records. Does it run?`,
    );
  }
}
