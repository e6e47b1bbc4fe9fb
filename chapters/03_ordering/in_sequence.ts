import type { Producer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ReorderedSends } from "lab/reordered_sends.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { eventOf, EVENTS, findTurned } from "./lives.ts";

const ORDERS = Array.from({ length: 10 }, (_, i) => `${1101 + i}`);
const EXPECTED = ORDERS.length * EVENTS.length;

/**
 * Checks exercise 1: ten lives in sequence, although sends that are under way at once are reordered.
 *
 * @param cluster The cluster to check on.
 * @param sendLives The reader's answer.
 * @returns The verdict.
 */
export function checkInSequence(
  cluster: Cluster,
  sendLives: (
    producer: Producer,
    topic: string,
    orders: string[],
  ) => Promise<void>,
): Promise<Verdict> {
  return check("in-sequence", async () => {
    const topic = await createTopic(cluster, "check-orders", { partitions: 3 });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const sends = new ReorderedSends();
    await sendLives(
      {
        ...producer,
        send: (record) => sends.send(() => producer.send(record)),
        sendBatch: (batch) => sends.send(() => producer.sendBatch(batch)),
      },
      topic,
      [...ORDERS],
    );
    if (sends.underWay > 0) {
      throw new Refused(
        `sendLives was done while ${sends.underWay} of its sends had no answer yet. Whoever calls it will believe that everything is stored. What should it wait for?`,
      );
    }
    const records = await readToEnd(cluster, topic);
    const lives = Map.groupBy(records, (record) => eventOf(record).order);
    checkComplete(records, lives);
    for (const [order, life] of lives) checkTogether(order, life);
    for (const [order, life] of lives) checkSequence(order, life);
    return `All ${records.length} records are stored, and each of the ${lives.size} orders has its own in sequence in one partition. ${
      checkSpread(records)
    } partitions share the work.`;
  });
}

type Lives = Map<string, ConsumerRecord[]>;

function checkComplete(records: ConsumerRecord[], lives: Lives): void {
  const missing = ORDERS.find((order) =>
    EVENTS.some((event) =>
      !lives.get(order)?.some((record) => eventOf(record).event === event)
    )
  );
  if (missing) {
    const has = (lives.get(missing) ?? []).map((r) => eventOf(r).event);
    throw new Refused(
      `sendLives sent ${records.length} of ${EXPECTED} records. Order ${missing} has ${
        has.join(", ") || "none"
      }. Which loop ends too soon?`,
    );
  }
  if (records.length > EXPECTED) {
    throw new Refused(
      `${EXPECTED} events have happened, and ${records.length} records are stored. Which call sends again what was sent already?`,
    );
  }
}

function checkTogether(order: string, life: ConsumerRecord[]): void {
  const partitions = [...new Set(life.map(({ partition }) => partition))];
  if (partitions.length === 1) return;
  const places = partitions.sort().join(" and ");
  const keys = [...new Set(life.map(({ key }) => key))].sort();
  throw new Refused(
    keys.every((key) => key === null)
      ? `All ${EXPECTED} records are stored, none of them with a key. The events of order ${order} lie in partitions ${places}, and between those there is no before. What decides the partition?`
      : `The events of order ${order} carry the keys ${
        keys.map((key) => Deno.inspect(key)).join(", ")
      } and lie in partitions ${places}. What do they have in common that the key could be?`,
  );
}

function checkSequence(order: string, life: ConsumerRecord[]): void {
  const turned = findTurned(life);
  if (!turned) return;
  const [early, late] = turned;
  throw new Refused(
    `The key has brought order ${order} to partition ${early.partition}, and there "${
      eventOf(early).event
    }" has offset ${early.offset} and "${
      eventOf(late).event
    }" offset ${late.offset}. Both were under way at once, and the later one arrived first. When may the second send begin?`,
  );
}

/** Refuses records that are all in one partition, and counts the partitions that are used. */
function checkSpread(records: ConsumerRecord[]): number {
  const used = new Set(records.map(({ partition }) => partition));
  if (used.size > 1) return used.size;
  throw new Refused(
    `Every life is in sequence. But all ${records.length} records lie in partition ${
      [...used][0]
    }, and the other two stay empty: one line for the whole shop. Who has to be in line with whom?`,
  );
}
