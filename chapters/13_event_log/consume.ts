import type { Consumer, KafkaMessage } from "kafkajs";
import { untilCaughtUp } from "workbook/consumers.ts";
import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { newGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { Desk } from "./desk.ts";
import type { Job } from "./shop.ts";

/** The reader's function: handles the records of a topic, and commits behind each. */
export type ConsumeEvents = (job: Job) => Promise<void>;

/** The values of the records, by partition. */
const RECORDS = [["1001", "1004", "1007"], ["1002", "1005", "1008"], [
  "1003",
  "1006",
  "1009",
]];
const COUNT = RECORDS.flat().length;
const PATIENCE_MS = 5_000;

/**
 * Checks phase 3: a commit by hand behind each record, so that a stop at any moment loses nothing.
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
    const topic = await createTopic(cluster, "check-consume", {
      partitions: RECORDS.length,
    });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const messages = RECORDS.flatMap((values, partition) =>
      values.map((value) => ({ value, partition }))
    );
    await producer.send({ topic, messages });
    const groupId = newGroup(cluster, "check-consume");
    const open = (): Consumer => cluster.kafka.consumer({ groupId });

    const first = new Desk(open(), topic, RECORDS);
    await runToEnd(cluster, first, consumeEvents);
    first.expectAllDone(COUNT);
    const second = new Desk(open(), topic, RECORDS);
    await runToEnd(cluster, second, consumeEvents);
    if (second.taken.length > 0) {
      throw new Refused(
        `The group had committed all ${COUNT} records. A second consumer of it was handed ${second.taken.length} of them again. What sends it back?`,
      );
    }
    return `The first consumer handled ${first.taken.length} records, and each was committed before the next was taken: whenever it stops, at most the record in hand comes again. A second consumer of the group asked too, and was given 0 records.`;
  });
}

/** Runs the reader's function until its consumer has nothing left to read, or something is wrong. */
async function runToEnd(
  cluster: Cluster,
  desk: Desk,
  consumeEvents: ConsumeEvents,
): Promise<void> {
  const { consumer, topic } = desk;
  const handle = (message: KafkaMessage): Promise<void> => desk.handle(message);
  await consumer.connect();
  try {
    const running = consumeEvents({ consumer, topic, handle });
    await within(
      PATIENCE_MS,
      Promise.race([Promise.resolve(running), desk.refused]),
      () =>
        new Refused(
          `${
            PATIENCE_MS / 1_000
          } seconds after its start, your function had handled ${desk.taken.length} of ${COUNT} records and was not done. It may end as soon as the consumer runs. What does it wait for?`,
        ),
    );
    await Promise.race([
      untilCaughtUp(cluster, consumer, topic, PATIENCE_MS).catch((error) => {
        throw desk.taken.length > 0 ? error : new Refused(
          `In ${
            PATIENCE_MS / 1_000
          } seconds the consumer asked for no records. Does it run?`,
        );
      }),
      desk.refused,
    ]);
  } finally {
    desk.close();
    await consumer.disconnect();
  }
}
