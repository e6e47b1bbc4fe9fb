import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag, type PartitionLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";

/** The group's committed offset and the end of the log, at each of three looks, by partition. */
const LIVES = [
  { is: "idle", committed: [4, 4, 4], end: [4, 4, 4] },
  { is: "stuck", committed: [2, 2, 2], end: [4, 6, 8] },
  { is: "slow", committed: [1, 3, 5], end: [10, 20, 30] },
  { is: "catching up", committed: [2, 9, 14], end: [16, 16, 16] },
  { is: "steady", committed: [2, 5, 8], end: [5, 8, 11] },
  { is: "stuck", committed: [6, 6, 6], end: [9, 9, 9] },
  { is: "just woken", committed: [3, 3, 3], end: [3, 3, 5] },
  { is: "never read", committed: [null, null, null], end: [3, 3, 3] },
  { is: "woken early", committed: [7, 7, 7], end: [7, 9, 11] },
  { is: "gone on", committed: [2, 2, 5], end: [9, 9, 9] },
  { is: "stopped late", committed: [2, 5, 5], end: [9, 9, 9] },
  { is: "begun late", committed: [null, null, 2], end: [4, 4, 4] },
  { is: "read again", committed: [9, 4, 9], end: [12, 12, 12] },
  { is: "stuck", committed: [0, 0, 0], end: [1, 10, 11] },
] as const;
const STUCK = LIVES.flatMap(({ is }, partition) =>
  is === "stuck" || is === "never read" ? [partition] : []
);

/**
 * Checks exercise 3: which partitions nobody works on, told from three looks at a group on the broker.
 *
 * @param cluster The cluster to check on.
 * @param stuckPartitions The reader's answer.
 * @returns The verdict.
 */
export function checkStuck(
  cluster: Cluster,
  stuckPartitions: (looks: PartitionLag[][]) => number[],
): Promise<Verdict> {
  // On a busy machine the looks may take long, or fail, which says nothing about the answer: they come first.
  const looking = lookThrice(cluster).catch((error: Error) => error);
  return looking.then((looks) => {
    return check("stuck", () => judge(looks, stuckPartitions));
  });
}

function judge(
  looks: PartitionLag[][] | Error,
  stuckPartitions: (looks: PartitionLag[][]) => number[],
): string {
  if (looks instanceof Error) {
    throw new Refused(
      `The check could not look at its own group: ${looks.message}. That says nothing about your answer. Run this cell again`,
    );
  }
  const answer = stuckPartitions(looks.map((look) => [...look]));
  if (!Array.isArray(answer)) {
    throw new Refused(
      `Your function returned ${
        Deno.inspect(answer)
      } instead of a list of partition numbers.`,
    );
  }
  const twice = answer.find((each, index) => answer.indexOf(each) < index);
  if (twice !== undefined) {
    throw new Refused(
      `You name partition ${twice} more than once. How many of it are there?`,
    );
  }
  const wrong = answer.find((partition) => !STUCK.includes(partition));
  if (wrong !== undefined) throw new Refused(notStuck(wrong, looks));
  const missed = STUCK.find((partition) => !answer.includes(partition));
  if (missed !== undefined) throw new Refused(overlooked(missed, looks));
  return `Partitions ${
    STUCK.join(", ")
  }: nobody works there. And you were not misled by partition 2, which has the largest lag of all, nor by partition 6, which had two new records a moment ago.`;
}

/** Has a member commit what LIVES says, and looks at its group each time. */
async function lookThrice(cluster: Cluster): Promise<PartitionLag[][]> {
  const partitions = LIVES.length;
  const topic = await createTopic(cluster, "check-stuck", { partitions });
  const group = newGroup(cluster, "check-stuck");
  const producer = cluster.kafka.producer();
  await producer.connect();
  // It commits what we say, whatever it reads.
  await using member = await joinGroup(cluster, {
    group,
    topic,
    name: "puppet",
    autoCommit: false,
    // It is to stay a member however busy the machine is.
    config: { sessionTimeout: 60_000, rebalanceTimeout: 60_000 },
  });
  const looks: PartitionLag[][] = [];
  for (const look of [0, 1, 2] as const) {
    const messages = LIVES.flatMap(({ end }, partition) => {
      const before = look === 0 ? 0 : end[look - 1]!;
      const count = end[look] - before;
      return Array.from({ length: count }, () => ({ value: "x", partition }));
    });
    await producer.send({ topic, messages });
    await member.consumer.commitOffsets(
      LIVES.flatMap(({ committed }, partition) => {
        const offset = committed[look];
        return offset === null
          ? []
          : [{ topic, partition, offset: String(offset) }];
      }),
    );
    looks.push(await measureLag(cluster, group, topic));
  }
  return looks;
}

/** A partition as the looks saw it: `committed 2, 2, 2; lag 2, 4, 6`. */
function seen(partition: number, looks: PartitionLag[][]): string {
  const own = looks.map((look) => look[partition]!);
  const committed = own.map(({ committed }) => committed ?? "nothing");
  return `committed ${committed.join(", ")}; lag ${
    own.map(({ lag }) => lag).join(", ")
  }`;
}

function notStuck(partition: number, looks: PartitionLag[][]): string {
  const why: Record<string, string> = {
    "idle": "What is there to do?",
    "slow": "It falls behind, but is nobody working there?",
    "catching up": "Has the committed offset stood still?",
    "steady":
      "The lag is the same each time. Does that mean that nobody works, or that as many come as are done?",
    "just woken":
      "Its records came between the last two looks. Was there anything to do the whole time?",
    "woken early":
      "At the first look there was nothing to do. Was there something the whole time?",
    "gone on": "Has the group done nothing between the last two looks?",
    "stopped late": "Has the group done nothing between the first two looks?",
    "begun late": "Is nothing committed at the last look?",
    "read again":
      "First and last are the same. Has the committed offset stood still in between?",
  };
  const life = LIVES[partition];
  return life
    ? `Partition ${partition} is not stuck: ${seen(partition, looks)}. ${
      why[life.is]
    }`
    : `There is no partition ${partition}: they are 0 to ${LIVES.length - 1}.`;
}

function overlooked(partition: number, looks: PartitionLag[][]): string {
  const hint = looks[0]![partition]!.committed === null
    ? "Nothing was ever committed. Who works there?"
    : "What has the group done there between the first look and the last?";
  return `You did not name partition ${partition}: ${
    seen(partition, looks)
  }. ${hint}`;
}
