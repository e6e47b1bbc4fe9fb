import type { Cluster } from "workbook/cluster.ts";

/** What a group is like at one moment. */
export interface GroupState {
  /** Its state, as Kafka names it; empty when the broker says nothing. */
  state: string;
  /** How many members it has. */
  count: number;
}

/**
 * Asks the coordinator what a group is like.
 *
 * @param cluster The cluster to query.
 * @param group The group's full name.
 * @returns The state, and the number of members: `Dead` and 0 when there is no such group.
 */
export async function askGroup(
  cluster: Cluster,
  group: string,
): Promise<GroupState> {
  const { groups: [found] } = await cluster.admin.describeGroups([group]);
  return { state: found?.state ?? "", count: found?.members.length ?? 0 };
}
