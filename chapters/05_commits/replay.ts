import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";

/** When the mail server broke, in minutes after opening. */
const BROKE = 35;

/** By partition: when its orders came, in minutes after opening; where the mailer stands, and where it should. */
const PARTITIONS = [
  { minutes: [0, 10, 20, 40, 60], stands: 5n, wanted: 3n },
  { minutes: [5, 15, 50, 70], stands: 1n, wanted: 1n },
  { minutes: [25, 30], stands: 2n, wanted: 2n },
  { minutes: [12, 45], stands: null, wanted: 0n },
];

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
    const opening = Date.now() - 80 * 60_000;
    const topic = await fill(cluster, opening);
    const [mailer, bank] = [
      newGroup(cluster, "check-mailer"),
      newGroup(cluster, "check-bank"),
    ];
    const ends = PARTITIONS.map(({ minutes }) => BigInt(minutes.length));
    await stand(cluster, topic, bank, ends);
    const before = PARTITIONS.map(({ stands }) => stands);
    await stand(cluster, topic, mailer, before);

    await mailAgain(mailer, topic, new Date(opening + BROKE * 60_000));

    const others = await places(cluster, topic, bank);
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
    const now = await places(cluster, topic, mailer);
    for (const judge of [refuseSkipped, refuseMissed, refuseTooMuch]) {
      now.forEach((offset, partition) => judge(partition, offset));
    }
    return `The mailer goes on at ${
      now.join(", ")
    }: back to the moment where it was ahead of it, and not a step forward where it was behind. The bank's group has not moved.`;
  });
}

async function fill(cluster: Cluster, opening: number): Promise<string> {
  const topic = await createTopic(cluster, "check-replay", {
    partitions: PARTITIONS.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = PARTITIONS.flatMap(({ minutes }, partition) =>
    minutes.map((minute) => ({
      partition,
      value: `minute ${minute}`,
      timestamp: String(opening + minute * 60_000),
    }))
  );
  await producer.send({ topic, messages });
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

async function places(
  cluster: Cluster,
  topic: string,
  group: string,
): Promise<bigint[]> {
  const lags = await measureLag(cluster, group, topic);
  return lags.map(({ committed }) => committed ?? 0n);
}

function refuseSkipped(partition: number, offset: bigint): void {
  const { minutes, stands } = PARTITIONS[partition]!;
  const place = stands ?? 0n;
  if (offset <= place) return;
  throw new Refused(
    `On partition ${partition} the group had ${
      stands === null ? "committed nothing" : `come as far as offset ${stands}`
    }, and now it stands at ${offset}. The order of minute ${
      minutes[Number(place)]
    }, at offset ${place}, has never had a mail, and now it never will. In which direction may a replay move a group?`,
  );
}

function refuseMissed(partition: number, offset: bigint): void {
  const { minutes, stands, wanted } = PARTITIONS[partition]!;
  if (offset <= wanted) return;
  throw new Refused(
    `The mail server broke in minute ${BROKE}. On partition ${partition} the group stands at offset ${offset}${
      offset === stands ? ", as it did before" : ""
    }, so the order of minute ${
      minutes[Number(wanted)]
    }, at offset ${wanted}, is not mailed again. Is one offset right for every partition?`,
  );
}

function refuseTooMuch(partition: number, offset: bigint): void {
  const { minutes, wanted } = PARTITIONS[partition]!;
  if (offset >= wanted) return;
  throw new Refused(
    `On partition ${partition} the group goes on at offset ${offset}, so the order of minute ${
      minutes[Number(offset)]
    } is mailed again. The mail server broke in minute ${BROKE}. Where does partition ${partition} stand at that moment?`,
  );
}
