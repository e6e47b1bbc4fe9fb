import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";

/** When the mail server broke, in minutes after opening. */
const BROKE = 35;

interface Given {
  /** When its orders came, in minutes after opening. */
  minutes: number[];
  /** How many of the oldest are deleted. */
  deleted: number;
  /** Where the mailer stands; `null` where it has committed nothing. */
  stands: bigint | null;
  /** Where it should stand. */
  wanted: bigint;
}

/** Two topics, partition by partition. The second has lost its oldest records, and offsets of two digits. */
const TOPICS: Given[][] = [[
  { minutes: [0, 10, 20, 40, 60], deleted: 0, stands: 5n, wanted: 3n },
  { minutes: [5, 15, 50, 70], deleted: 0, stands: 1n, wanted: 1n },
  { minutes: [25, 30], deleted: 0, stands: 2n, wanted: 2n },
  { minutes: [12, 45], deleted: 0, stands: null, wanted: 0n },
], [
  {
    minutes: [1, 2, 3, 4, 5, 6, 7, 8, 9, 34, BROKE, 36],
    deleted: 1,
    stands: 12n,
    wanted: 10n,
  },
  { minutes: [3, 4, 12, 45], deleted: 2, stands: null, wanted: 2n },
  { minutes: [1, 2, 3, 7, 33, 55], deleted: 3, stands: 1n, wanted: 3n },
]];

/**
 * Checks exercise 3: mail again what came since a moment, and leave nothing out.
 *
 * @param cluster The cluster to check on.
 * @param mailAgain The reader's answer.
 * @returns The verdict.
 */
export function checkReplay(
  cluster: Cluster,
  mailAgain: (group: string, topic: string, moment: Date) => Promise<unknown>,
): Promise<Verdict> {
  return check("replay", async () => {
    const ends = [];
    for (const partitions of TOPICS) {
      ends.push(await replayOne(cluster, mailAgain, partitions));
    }
    return `The mailer goes on at ${
      ends[0]!.join(", ")
    }: back to the moment where it was ahead of it, and not a step forward where it was behind. Where the oldest orders are deleted, it goes on at ${
      ends[1]!.join(", ")
    }. The bank's group has not moved.`;
  });
}

/** Has the answer move the mailer's group on a topic like that, and returns where it stands then. */
async function replayOne(
  cluster: Cluster,
  mailAgain: (group: string, topic: string, moment: Date) => Promise<unknown>,
  partitions: Given[],
): Promise<bigint[]> {
  const opening = Date.now() - 80 * 60_000;
  const topic = await fill(cluster, partitions, opening);
  const [mailer, bank] = [
    newGroup(cluster, "check-mailer"),
    newGroup(cluster, "check-bank"),
  ];
  const ends = partitions.map(({ minutes }) => BigInt(minutes.length));
  await stand(cluster, topic, bank, ends);
  await stand(cluster, topic, mailer, partitions.map(({ stands }) => stands));

  await mailAgain(mailer, topic, new Date(opening + BROKE * 60_000));

  const others = await places(cluster, topic, bank, partitions);
  const moved = others.findIndex((offset, i) => offset !== ends[i]);
  if (moved >= 0) {
    throw new Refused(
      `The bank's group stood at offset ${
        ends[moved]
      } of partition ${moved}, and now stands at ${
        others[moved]
      }. Its owners did not ask for that. Whose place does your function move?`,
    );
  }
  const now = await places(cluster, topic, mailer, partitions);
  for (const judge of [refuseSkipped, refuseMissed, refuseTooMuch]) {
    now.forEach((offset, i) => judge(partitions[i]!, i, offset));
  }
  return now;
}

async function fill(
  cluster: Cluster,
  partitions: Given[],
  opening: number,
): Promise<string> {
  const topic = await createTopic(cluster, "check-replay", {
    partitions: partitions.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = partitions.flatMap(({ minutes }, partition) =>
    minutes.map((minute) => ({
      partition,
      value: `minute ${minute}`,
      timestamp: String(opening + minute * 60_000),
    }))
  );
  await producer.send({ topic, messages });
  const gone = partitions.flatMap(({ deleted }, partition) =>
    deleted > 0 ? [{ partition, offset: String(deleted) }] : []
  );
  if (gone.length > 0) {
    await cluster.admin.deleteTopicRecords({ topic, partitions: gone });
  }
  return topic;
}

/** Has a group stand at these offsets, and at none where there is `null`. */
async function stand(
  cluster: Cluster,
  topic: string,
  group: string,
  offsets: (bigint | null)[],
): Promise<void> {
  const how = { group, topic, name: "setter", autoCommit: false };
  await using member = await joinGroup(cluster, how);
  await member.consumer.commitOffsets(
    offsets.flatMap((offset, partition) =>
      offset === null ? [] : [{ topic, partition, offset: String(offset) }]
    ),
  );
}

/** Where a group will start: at its place, or at the oldest record that is kept. */
async function places(
  cluster: Cluster,
  topic: string,
  group: string,
  partitions: Given[],
): Promise<bigint[]> {
  const lags = await measureLag(cluster, group, topic);
  return lags.map(({ committed }, i) => startOf(partitions[i]!, committed));
}

function startOf({ deleted }: Given, place: bigint | null): bigint {
  const oldest = BigInt(deleted);
  return place === null || place < oldest ? oldest : place;
}

function refuseSkipped(given: Given, partition: number, offset: bigint): void {
  const { minutes, stands } = given;
  const place = startOf(given, stands);
  if (offset <= place) return;
  throw new Refused(
    `On partition ${partition} the group had ${
      stands === null ? "committed nothing" : `come as far as offset ${stands}`
    }, and now it stands at ${offset}. The order of minute ${
      minutes[Number(place)]
    }, at offset ${place}, has never had a mail, and now it never will. In which direction may a replay move a group?`,
  );
}

function refuseMissed(
  { minutes, stands, wanted }: Given,
  partition: number,
  offset: bigint,
): void {
  if (offset <= wanted) return;
  throw new Refused(
    `The mail server broke in minute ${BROKE}. On partition ${partition} the group stands at offset ${offset}${
      offset === stands ? ", as it did before" : ""
    }, so the order of minute ${
      minutes[Number(wanted)]
    }, at offset ${wanted}, is not mailed again. Is one offset right for every partition?`,
  );
}

function refuseTooMuch(
  { minutes, wanted }: Given,
  partition: number,
  offset: bigint,
): void {
  if (offset >= wanted) return;
  throw new Refused(
    `On partition ${partition} the group goes on at offset ${offset}, so the order of minute ${
      minutes[Number(offset)]
    } is mailed again. The mail server broke in minute ${BROKE}. Where does partition ${partition} stand at that moment?`,
  );
}
