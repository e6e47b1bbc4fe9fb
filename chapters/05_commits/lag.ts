import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";
import { fillOnce } from "./filled_topics.ts";

/** What KafkaJS says of a partition's records: the oldest offset that is kept, and the end. */
interface Ends {
  partition: number;
  low: string;
  high: string;
}

/** What KafkaJS says of a group's place; `-1` where it has committed nothing. */
interface Committed {
  partition: number;
  offset: string;
}

type LagOf = (ends: Ends[], committed: Committed[]) => bigint;

/** The records ever written, how many of the oldest are deleted, and the group's committed offset, by partition. */
const PARTITIONS = [
  { written: 13, deleted: 2, committed: 9 },
  { written: 8, deleted: 5, committed: null },
  { written: 4, deleted: 0, committed: 4 },
  { written: 0, deleted: 0, committed: null },
];

/**
 * Checks exercise 4: lag, from what the broker says.
 *
 * @param cluster The cluster to check on.
 * @param totalLag The reader's answer.
 * @returns The verdict.
 */
export function checkLag(
  cluster: Cluster,
  totalLag: LagOf,
): Promise<Verdict> {
  return check("lag", async () => {
    const { ends, committed } = await ask(cluster);
    // Nothing says that both answers name the partitions in one order.
    const given: [Ends[], Committed[]] = [
      ends,
      [3, 2, 0, 1].map((i) => committed[i]!),
    ];
    refuseLimits(totalLag);
    const lag = totalLag(...structuredClone(given));
    if (typeof lag !== "bigint") {
      throw new Refused(
        `Your function gave ${
          Deno.inspect(lag)
        }, a ${typeof lag}. Offsets count further than a number can, so lag is a bigint. What does KafkaJS give for an offset, and what do + and < do with that?`,
      );
    }
    const wanted = right(...given);
    if (lag === wanted) {
      return `${lag} to read: 4 on partition 0, and on partition 1 the 3 that are left of 8. Nothing on the other two.`;
    }
    const mistake = MISTAKES.find(({ made }) => made(...given) === lag);
    throw new Refused(
      `The group has ${wanted} orders to read, and your function says ${lag}. ${
        mistake?.advice ??
          `KafkaJS said: ${Deno.inspect(given[0])} and ${
            Deno.inspect(given[1])
          }. Which partition do you count otherwise?`
      }`,
    );
  });
}

/** Partitions of a topic that is old and large: offsets beyond 9,007,199,254,740,993, across 9/10 and 99/100. */
const OLD: [Ends[], Committed[]] = [
  [
    { partition: 10, low: "9007199254740993", high: "9007199254740996" },
    { partition: 2, low: "9", high: "100" },
    { partition: 7, low: "10", high: "10" },
  ],
  [
    { partition: 7, offset: "-1" },
    { partition: 10, offset: "9007199254740993" },
    { partition: 2, offset: "99" },
  ],
];

function refuseLimits(totalLag: LagOf): void {
  const lag = totalLag(...structuredClone(OLD));
  const wanted = right(...OLD);
  if (typeof lag !== "bigint" || lag === wanted) return;
  const mistake = MISTAKES.find(({ made }) => made(...OLD) === lag);
  if (mistake) return; // better told by the topic that the reader can look up
  throw new Refused(
    `For the offsets ${Deno.inspect(OLD[0])} and ${
      Deno.inspect(OLD[1])
    } the lag is ${wanted}, and your function says ${lag}. Which of these offsets does it take for another number?`,
  );
}

/** Makes a topic and a group like that, and asks KafkaJS for both. */
async function ask(
  cluster: Cluster,
): Promise<{ ends: Ends[]; committed: Committed[] }> {
  const topic = await fillOnce(cluster, "lag", () => fill(cluster));
  const groupId = newGroup(cluster, "check-lag");
  const how = { group: groupId, topic, name: "setter", autoCommit: false };
  await using member = await joinGroup(cluster, how);
  await member.consumer.commitOffsets(
    PARTITIONS.flatMap(({ committed }, partition) =>
      committed === null
        ? []
        : [{ topic, partition, offset: String(committed) }]
    ),
  );
  const byPartition = <T extends { partition: number }>(all: T[]): T[] =>
    all.toSorted((a, b) => a.partition - b.partition);
  const ends = await cluster.admin.fetchTopicOffsets(topic);
  const [stored] = await cluster.admin.fetchOffsets({
    groupId,
    topics: [topic],
  });
  return {
    ends: byPartition(ends.map(({ offset: _, ...each }) => each)),
    committed: byPartition(
      stored!.partitions.map(({ metadata: _, ...each }) => each),
    ),
  };
}

async function fill(cluster: Cluster): Promise<string> {
  const topic = await createTopic(cluster, "check-lag", {
    partitions: PARTITIONS.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = PARTITIONS.flatMap(({ written }, partition) =>
    Array.from({ length: written }, (_, i) => ({ partition, value: `${i}` }))
  );
  await producer.send({ topic, messages });
  await cluster.admin.deleteTopicRecords({
    topic,
    partitions: PARTITIONS.flatMap(({ deleted }, partition) =>
      deleted ? [{ partition, offset: String(deleted) }] : []
    ),
  });
  return topic;
}

const placeOf = ({ partition }: Ends, committed: Committed[]): bigint =>
  BigInt(committed.find((each) => each.partition === partition)!.offset);

const summed = (
  lagOf: (ends: Ends, place: bigint) => bigint,
  place = placeOf,
): LagOf =>
(ends, committed) =>
  ends.reduce(
    (sum, each) => sum + lagOf(each, place(each, committed)),
    0n,
  );

const right = summed(({ low, high }, place) =>
  BigInt(high) - (place < 0n ? BigInt(low) : place)
);

/** Wrong ways to count that are known by their result. */
const MISTAKES: { made: LagOf; advice: string }[] = [
  {
    made: (ends, committed) =>
      ends.reduce((sum, { low, high }, i) => {
        const place = BigInt(committed[i]!.offset);
        return sum + BigInt(high) - (place < 0n ? BigInt(low) : place);
      }, 0n),
    advice:
      "The two lists name the partitions in different orders. What tells you which place belongs to which end?",
  },
  {
    made: summed(({ high }, place) => BigInt(high) - place),
    advice:
      "An offset of -1 is no place: it says that the group has committed nothing. How many records are there for such a group?",
  },
  {
    made: summed(({ high }, place) => BigInt(high) - (place < 0n ? 0n : place)),
    advice:
      "Partition 1 has a lag of 8 by your count. Its end is 8, but its five oldest orders are deleted. What does low say?",
  },
  {
    made: summed(({ high }, place) => place < 0n ? 0n : BigInt(high) - place),
    advice:
      "By your count a group that has committed nothing on a partition has nothing to read there. Where will it start, with fromBeginning?",
  },
  {
    made: summed(({ low, high }, place) =>
      BigInt(high) - (place < 0n ? BigInt(low) : place) - 1n
    ),
    advice:
      "Your count is one short for each partition. The end is the offset of the next record, the committed offset that of the next to read. What if both are the same?",
  },
];
