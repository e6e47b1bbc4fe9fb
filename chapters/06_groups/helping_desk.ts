import type { Cluster } from "workbook/cluster.ts";
import { joinGroup, type Member, untilCommitted } from "workbook/groups.ts";

/**
 * Has a desk 2 join a group, and pack until the group has committed all eight orders of its topic.
 *
 * @param cluster The cluster that coordinates the group.
 * @param place The group and the topic, by their full names; two partitions with four orders each.
 * @param parcels The list to which each parcel is added, as text; a new one when left out.
 * @returns The desk, which is still a member.
 * @throws {Trouble} If the group has not committed all orders after 15 s.
 *
 * @example While desk 1 is busy
 * ```ts ignore
 * const desk2 = await helpOut(cluster, { group, topic }, parcels);
 * ```
 */
export async function helpOut(
  cluster: Cluster,
  { group, topic }: { group: string; topic: string },
  parcels: string[] = [],
): Promise<Member> {
  const member = await joinGroup(cluster, {
    group,
    topic,
    name: "desk 2",
    handle: ({ value }) => {
      parcels.push(`desk 2 packs ${value}`);
    },
  });
  for (const partition of [0, 1]) {
    await untilCommitted(cluster, group, { topic, partition, offset: 3n });
  }
  return member;
}
