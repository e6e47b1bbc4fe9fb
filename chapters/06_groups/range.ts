import { Buffer } from "node:buffer";
import { AssignerProtocol, type PartitionAssigner } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup, untilShared } from "workbook/groups.ts";
import { createTopic } from "workbook/topics.ts";

type Deal = (members: number, partitions: number) => number[][];

/**
 * Checks exercise 1: neighbours for each member, the first members first.
 *
 * @param cluster The cluster to check on.
 * @param deal The reader's answer.
 * @returns The verdict.
 */
export function checkRange(cluster: Cluster, deal: Deal): Promise<Verdict> {
  return check("range", async () => {
    for (const [members, partitions] of [[3, 7], [2, 4], [3, 4], [4, 3]]) {
      expectRange(members!, partitions!, deal(members!, partitions!));
    }
    const dealt = await dealtInGroup(cluster, deal);
    return `A real group of three was dealt its seven partitions by your function: ${
      inWords(dealt)
    }.`;
  });
}

function expectRange(
  members: number,
  partitions: number,
  dealt: number[][],
): void {
  const asked = `For ${members} members and ${partitions} partitions`;
  if (
    !Array.isArray(dealt) || dealt.length !== members ||
    !dealt.every(Array.isArray)
  ) {
    throw new Refused(
      `${asked} there should be ${members} lists, one a member, but your function returned ${
        Deno.inspect(dealt)
      }. What does a member get that gets nothing?`,
    );
  }
  const found = `${asked} your function deals ${inWords(dealt)}`;
  const all = dealt.flat();
  for (let partition = 0; partition < partitions; partition++) {
    const owners = all.filter((each) => each === partition).length;
    if (owners === 0) {
      throw new Refused(
        `${found}. Nobody has partition ${partition}, so its orders would never be packed. Who takes what is left over after the division?`,
      );
    }
    if (owners > 1) {
      throw new Refused(
        `${found}. Partition ${partition} has ${owners} owners, and each would pack its orders. Where does a member's list begin, if the one before it got one more?`,
      );
    }
  }
  if (all.length > partitions) {
    throw new Refused(
      `${found}, but the partitions are numbered from 0 to ${partitions - 1}.`,
    );
  }
  const sizes = dealt.map(({ length }) => length);
  if (Math.max(...sizes) - Math.min(...sizes) > 1) {
    throw new Refused(
      `${found}. One member has ${Math.max(...sizes)} and another ${
        Math.min(...sizes)
      }. How many does everybody get for certain, before the rest is dealt?`,
    );
  }
  if (
    dealt.some((list) => list.some((p, i) => i > 0 && p !== list[i - 1]! + 1))
  ) {
    throw new Refused(
      `${found}. That is fair, but it is not a range: a member's partitions should be neighbours. Which assignor deals like this?`,
    );
  }
  if (all.some((partition, i) => partition !== i)) {
    throw new Refused(
      `${found}. Each list is a range, but member 0 should begin with partition 0, and each next member where the one before it ends.`,
    );
  }
  if (sizes.some((size, i) => i > 0 && size > sizes[i - 1]!)) {
    throw new Refused(
      `${found}. The sizes are right, but it is the first members that get one more, and not the last.`,
    );
  }
}

/** What three members of a real group are given when their leader deals by this function. */
async function dealtInGroup(cluster: Cluster, deal: Deal): Promise<number[][]> {
  const topic = await createTopic(cluster, "check-range", { partitions: 7 });
  const group = newGroup(cluster, "check-range");
  const config = {
    heartbeatInterval: 100,
    partitionAssigners: [assigner(deal)],
  };
  const members = await Promise.all(
    ["a", "b", "c"].map((name) =>
      joinGroup(cluster, { group, topic, name, config })
    ),
  );
  await untilShared(members, 7);
  const dealt = members.map(({ partitions }) => partitions);
  for (const member of members) await member.leave();
  return dealt.toSorted(([a = 0], [b = 0]) => a - b);
}

/** The function as KafkaJS takes it: the group's leader calls it with the ids of all members. */
function assigner(deal: Deal): PartitionAssigner {
  const none = { version: 0, userData: Buffer.alloc(0) };
  return ({ cluster }) => ({
    name: "dealt-by-the-reader",
    version: 0,
    assign: ({ members, topics }) => {
      const ids = members.map(({ memberId }) => memberId).sort();
      const lists = topics.map((topic) => ({
        topic,
        dealt: deal(
          ids.length,
          cluster.findTopicPartitionMetadata(topic).length,
        ),
      }));
      return Promise.resolve(ids.map((memberId, i) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          ...none,
          assignment: Object.fromEntries(
            lists.map(({ topic, dealt }) => [topic, dealt[i]!]),
          ),
        }),
      })));
    },
    protocol: ({ topics }) => ({
      name: "dealt-by-the-reader",
      metadata: AssignerProtocol.MemberMetadata.encode({ ...none, topics }),
    }),
  });
}

function inWords(dealt: number[][]): string {
  return dealt.map((list) => `[${list}]`).join(" ");
}
