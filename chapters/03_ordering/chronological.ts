import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";

/** By partition, in the order of offsets: milliseconds after the morning began, and the event. */
const MORNING: [ms: number, event: string][][] = [
  [[100, "1001 created"], [300, "1002 created"], [700, "1001 shipped"]],
  // Its writer's clock was set back after the first record.
  [[320, "1001 paid"], [220, "1003 created"], [500, "1003 paid"]],
  [[400, "1002 paid"], [500, "1002 shipped"], [600, "1003 shipped"]],
  [],
];

/**
 * Checks exercise 2: partitions merged by time, each in its own order.
 *
 * @param cluster The cluster to check on.
 * @param chronological The reader's answer.
 * @returns The verdict.
 */
export function checkChronological(
  cluster: Cluster,
  chronological: (partitions: ConsumerRecord[][]) => ConsumerRecord[],
): Promise<Verdict> {
  return check("chronological", async () => {
    const began = Date.now() - 60_000;
    const partitions = await store(cluster, began);
    const total = partitions.flat().length;
    const describe = describer(began);
    for (const each of [partitions, twelvePartitions(began)]) {
      const list = chronological(each.map((records) => [...records]));
      checkWhole(list, each);
      checkLanes(list, describe);
      checkTimes(list, each, describe);
    }
    return `${total} records of ${partitions.length} partitions in one list, and each partition still in its own order, though the clock behind partition 1 went back by 100 ms.`;
  });
}

async function store(
  cluster: Cluster,
  began: number,
): Promise<ConsumerRecord[][]> {
  const topic = await createTopic(cluster, "check-morning", {
    partitions: MORNING.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({
    topic,
    messages: MORNING.flatMap((events, partition) =>
      events.map(([ms, value]) => ({
        value,
        partition,
        timestamp: String(began + ms),
      }))
    ),
  });
  const records = await readToEnd(cluster, topic);
  return MORNING.map((_, partition) =>
    records.filter((record) => record.partition === partition)
  );
}

/** Twelve partitions, with offsets and numbers of more than one digit, gaps, and many equal times. */
function twelvePartitions(began: number): ConsumerRecord[][] {
  return Array.from(
    { length: 12 },
    (_, partition) =>
      Array.from({ length: partition === 5 ? 0 : 3 }, (_, i) => ({
        topic: "check-evening",
        partition,
        offset: 8n + 2n * BigInt(i),
        timestamp: new Date(began + (i === 1 ? 500 : 1_000 + i)),
        key: null,
        value: `${2001 + partition} ${["created", "paid", "shipped"][i]}`,
        headers: {},
      })),
  );
}

/** Describes a record in words that let the reader find it again. */
type Describe = (record: ConsumerRecord) => string;

function describer(began: number): Describe {
  return ({ value, partition, offset, timestamp }) =>
    `"${value}" (partition ${partition}, offset ${offset}, ${
      Number(timestamp) - began
    } ms)`;
}

/** Where a record is stored, by which a copy of it is recognised. */
function placeOf({ topic, partition, offset }: ConsumerRecord): string {
  return `${topic} ${partition} ${offset}`;
}

function checkWhole(list: unknown, partitions: ConsumerRecord[][]): void {
  const all = partitions.flat();
  if (!Array.isArray(list)) {
    throw new Refused(
      `chronological returned ${
        Deno.inspect(list)
      }. A list of records was asked for.`,
    );
  }
  const found = new Map(list.map((record) => [placeOf(record ?? {}), record]));
  const missing = all.filter((record) => !found.has(placeOf(record)));
  if (missing.length > 0 || list.length !== all.length) {
    throw new Refused(
      `${all.length} records went in, and your list has ${list.length}, ${missing.length} of them missing. One partition is empty, and they differ in length. When is the merging done?`,
    );
  }
  const bent = all.find((record) =>
    Deno.inspect(found.get(placeOf(record))) !== Deno.inspect(record)
  );
  if (!bent) return;
  throw new Refused(
    `The record at offset ${bent.offset} of partition ${bent.partition} went in as ${
      Deno.inspect(bent)
    } and came out as ${
      Deno.inspect(found.get(placeOf(bent)))
    }. What may merging change in a record?`,
  );
}

function checkLanes(list: ConsumerRecord[], describe: Describe): void {
  for (const [place, record] of list.entries()) {
    const overtaken = list.slice(place).find((later) =>
      later.partition === record.partition && later.offset < record.offset
    );
    if (!overtaken) continue;
    throw new Refused(
      `In your list ${describe(record)} stands before ${
        describe(overtaken)
      }. Their partition has them the other way round, and its order is the only one that Kafka vouches for; a clock was set back. Which records may you compare by time?`,
    );
  }
}

function checkTimes(
  list: ConsumerRecord[],
  partitions: ConsumerRecord[][],
  describe: Describe,
): void {
  const next = partitions.map(() => 0);
  for (const [place, taken] of list.entries()) {
    const heads = partitions.flatMap((records, p) => records[next[p]!] ?? []);
    const [due] = heads.toSorted((a, b) =>
      Number(a.timestamp) - Number(b.timestamp) || a.partition - b.partition
    );
    next[taken.partition]!++;
    if (placeOf(taken) === placeOf(due!)) continue;
    const isTie = Number(taken.timestamp) === Number(due!.timestamp);
    throw new Refused(
      `Place ${place + 1} of your list has ${describe(taken)}, while ${
        describe(due!)
      } was next in its partition. ` +
        (isTie
          ? "They have the same time. Which of them did the exercise put first, so that everyone gets the same list?"
          : isByOffset(list)
          ? "You went by offsets. What do offsets of two partitions have to do with each other?"
          : "By what did you choose?"),
    );
  }
}

function isByOffset(list: ConsumerRecord[]): boolean {
  return list.every((record, i) =>
    i === 0 || list[i - 1]!.offset <= record.offset
  );
}
