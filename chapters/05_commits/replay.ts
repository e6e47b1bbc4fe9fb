import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import {
  BROKE,
  fillTopic,
  type Given,
  stand,
  startOf,
  TOPICS,
} from "./replay_topics.ts";

/**
 * Checks exercise 4: mail again what came since a moment, and leave nothing out.
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
    await refuseSilence(cluster, mailAgain);
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
  const topic = await fillTopic(cluster, partitions, opening);
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

/** A group that runs can't be taken back, which its caller must hear of. */
async function refuseSilence(
  cluster: Cluster,
  mailAgain: (group: string, topic: string, moment: Date) => Promise<unknown>,
): Promise<void> {
  const opening = Date.now() - 80 * 60_000;
  const topic = await fillTopic(cluster, TOPICS[0]!, opening);
  const group = newGroup(cluster, "check-running");
  const how = { group, topic, name: "mailer", autoCommit: false };
  await using _running = await joinGroup(cluster, how);
  const hasFailed = await mailAgain(group, topic, new Date(opening))
    .then(() => false, () => true);
  if (hasFailed) return;
  throw new Refused(
    `This time the group was running, and a running group can't be taken back. Your function returned all the same, without an error. Who hears that nothing is mailed again?`,
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
