import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { turnCompactionOn, untilCompacted } from "./log_cleanup.ts";

type WhatIsLeft = (
  records: ConsumerRecord[],
  active: bigint[],
) => ConsumerRecord[];

/** The records of the closed segment and of the active one, by partition. One without a value is a tombstone. */
const MOVES: { closed: string[]; active: string[] }[] = [
  {
    closed: ["Ada Elm", "Bo Canal", "Cleo Hill", "Ada Dock", "Bo", "Ada Mill"],
    active: ["Ada Oak"],
  },
  {
    closed: ["Dora Quay", "Cleo Pier", "Dora", "15 Elm"],
    active: ["Eve Moor", "Eve Lake", "Eve"],
  },
  { closed: ["Gil Row", "Gil Inn"], active: ["Ada Dock"] },
  {
    closed:
      "Hal 1|Hal 2|Ida 3|Hal 4|Ida |Jon 6|Jon |Kim 8|Lea 9|Hal 10|Lea 11|Jon 12"
        .split("|"),
    active: ["Lea 13", "Hal"],
  },
  ...Array.from({ length: 7 }, () => ({ closed: [], active: [] })),
  // Partition 11 and key 5 are not partition 1 and key 15.
  { closed: ["5 Row", "5 Inn"], active: ["6 Dock"] },
];
const ACTIVE = MOVES.map(({ closed }) => BigInt(closed.length));
const SEGMENTS = { "segment.ms": "600000", "retention.ms": "-1" };
const LONG_AGO_MS = 3 * 60 * 60_000;

/**
 * Checks exercise 1: what compaction leaves of records, compared with what it has left of them on the broker.
 *
 * @param cluster The cluster to check on.
 * @param whatIsLeft The reader's answer.
 * @returns The verdict.
 */
export function checkKept(
  cluster: Cluster,
  whatIsLeft: WhatIsLeft,
): Promise<Verdict> {
  return check("kept", async () => {
    const topic = await createTopic(cluster, "check-kept", {
      partitions: MOVES.length,
      configs: SEGMENTS,
    });
    await write(cluster, topic);
    const written = inOrder(await readToEnd(cluster, topic));
    const answer = whatIsLeft(interleaved(written), [...ACTIVE]);
    // Only when all is written and read, so that the cleaner can't be faster than we are.
    await turnCompactionOn(cluster, topic, SEGMENTS);
    for (const [partition, { closed }] of MOVES.entries()) {
      if (closed.length === 0) continue;
      await untilCompacted(cluster, { topic, partition, offset: 0n });
    }
    const found = inOrder(await readToEnd(cluster, topic));
    compare(written, found, answer);
    return `Of ${written.length} records your broker has kept ${found.length}, the very ones that you named: ${
      found.map(inWords).join(", ")
    }.`;
  });
}

async function write(cluster: Cluster, topic: string): Promise<void> {
  const producer = cluster.kafka.producer();
  await producer.connect();
  for (const [partition, { closed, active }] of MOVES.entries()) {
    const send = async (lines: string[], at: number): Promise<void> => {
      const messages = lines.map((line) => {
        const [key = "", value = null] = line.split(" ");
        return { key, value, partition, timestamp: String(at) };
      });
      if (messages.length > 0) await producer.send({ topic, messages });
    };
    await send(closed, Date.now() - LONG_AGO_MS);
    await send(active, Date.now());
  }
}

function inOrder(records: ConsumerRecord[]): ConsumerRecord[] {
  return records.toSorted((a, b) =>
    a.partition - b.partition || Number(a.offset - b.offset)
  );
}

/** As a consumer may be given them: each partition in order, the partitions mixed. */
function interleaved(records: ConsumerRecord[]): ConsumerRecord[] {
  return records.toSorted((a, b) =>
    Number(a.offset - b.offset) || b.partition - a.partition
  );
}

const placeOf = ({ partition, offset }: ConsumerRecord): string =>
  `${partition}/${offset}`;
const inWords = ({ partition, offset, key, value }: ConsumerRecord): string =>
  `${key} ${
    value ?? "(tombstone)"
  } at offset ${offset} of partition ${partition}`;

function compare(
  written: ConsumerRecord[],
  found: ConsumerRecord[],
  answer: ConsumerRecord[],
): void {
  if (!Array.isArray(answer)) {
    throw new Refused(
      `Your function returned ${
        Deno.inspect(answer)
      } instead of the records that are left.`,
    );
  }
  for (const [index, record] of answer.entries()) {
    const place = placeOf(record);
    const own = written.find((each) => placeOf(each) === place);
    if (!own || own.key !== record.key || own.value !== record.value) {
      throw new Refused(
        `You keep ${inWords(record)}. No such record was written.`,
      );
    }
    if (answer.findIndex((each) => placeOf(each) === place) < index) {
      throw new Refused(
        `You keep ${inWords(record)} twice. It was written once.`,
      );
    }
  }
  const named = new Set(answer.map(placeOf));
  const stays = new Set(found.map(placeOf));
  const missing = found.find((record) => !named.has(placeOf(record)));
  if (missing) throw new Refused(whyKept(missing, written));
  const extra = written.find((record) =>
    named.has(placeOf(record)) && !stays.has(placeOf(record))
  );
  if (extra) {
    throw new Refused(
      `You keep ${
        inWords(extra)
      }, but your broker has dropped it. Which record after it has the same key?`,
    );
  }
  for (const partition of MOVES.keys()) {
    const own = answer.filter((record) => record.partition === partition);
    const wrong = own.findIndex(({ offset }, i) =>
      i > 0 && offset <= own[i - 1]!.offset
    );
    if (wrong < 0) continue;
    throw new Refused(
      `All the right records, but in partition ${partition} you put offset ${
        own[wrong]!.offset
      } after offset ${own[wrong - 1]!.offset}. Does the cleaner move records?`,
    );
  }
}

/** Says why the broker has kept a record that the answer drops. */
function whyKept(record: ConsumerRecord, written: ConsumerRecord[]): string {
  const kept = `You drop ${inWords(record)}, but your broker has kept it.`;
  const { partition, offset, key, value } = record;
  const active = ACTIVE[partition]!;
  if (offset >= active) {
    return `${kept} It is in the active segment, which begins at offset ${active}. What does the cleaner do there?`;
  }
  if (value === null) {
    return `${kept} Some reader has not seen it yet. How would that reader learn that ${key} is gone?`;
  }
  const later = written.find((other) =>
    other.key === key && other.partition === partition && other.offset > offset
  );
  if (later) {
    return `${kept} The later one, offset ${later.offset}, is in the active segment, which begins at offset ${active}. Does the cleaner know of it?`;
  }
  const elsewhere = written.some((other) =>
    other.key === key && other.partition !== partition
  );
  return elsewhere
    ? `${kept} The key ${key} is in another partition, too. How far does the cleaner look?`
    : `${kept} Nothing came after it for ${key}. Which record of a key is the one that counts?`;
}
