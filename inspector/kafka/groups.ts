import { listGroupsV4, listGroupsV5 } from "@platformatic/kafka";
import { type Commits, readCommits } from "./commits.ts";
import { errorName, type Link } from "./link.ts";
import { describeMembers, type Membership } from "./members.ts";
import { type LiveBroker, type Metadata, readMetadata } from "./metadata.ts";
import { lagOn, partitionsOf } from "./lag_on.ts";
import { findOffsets } from "./offsets.ts";
import type { GroupRow, GroupType } from "../shapes.ts";

/** A group, as the broker that coordinates it lists it. */
export interface ListedGroup {
  /** The group's full name. */
  id: string;
  /** Its kind. */
  type: GroupType;
  /** Kafka's name of its state. */
  state: string;
  /** The broker that coordinates it. */
  coordinator: LiveBroker;
}

/** A group with everything that its coordinator says of it. */
export interface KnownGroup extends ListedGroup {
  /** Its members; `null` when the coordinator does not describe them. */
  membership: Membership | null;
  /** Its offsets; `null` when the coordinator does not say them. */
  commits: Commits | null;
}

const TYPES = ["classic", "consumer", "share", "streams"] as const;

/**
 * Finds all groups, of every kind.
 *
 * @param link The cluster to query.
 * @param metadata The brokers of the cluster; each lists the groups that it coordinates.
 * @returns The groups by name, and a sentence for each broker that did not list its own.
 */
export async function findGroups(
  link: Link,
  metadata: Metadata,
): Promise<{ groups: ListedGroup[]; notes: string[] }> {
  const notes: string[] = [];
  const lists = await Promise.all(
    [...metadata.brokers.values()].map(async (coordinator) => {
      try {
        const { groups, errorCode } = await link.ask(
          coordinator,
          [listGroupsV5.api, listGroupsV4.api],
          [],
          [],
        );
        if (errorCode !== 0) {
          notes.push(
            `Broker ${coordinator.id} does not list its groups: ${
              errorName(errorCode)
            }`,
          );
        }
        return groups.map((
          { groupId, groupState, groupType },
        ): ListedGroup => ({
          id: groupId,
          state: groupState,
          // Brokers before Kafka 3.8 name no type, and know but one.
          type: groupType ? typeOf(groupType) : "classic",
          coordinator,
        }));
      } catch (error) {
        notes.push((error as Error).message);
        return [];
      }
    }),
  );
  const groups = lists.flat().sort((a, b) => a.id.localeCompare(b.id));
  return { groups, notes };
}

function typeOf(name: string): GroupType {
  return TYPES.find((type) => type === name.toLowerCase()) ?? "other";
}

/**
 * Asks the coordinators of groups for members and offsets, with two requests for each coordinator and kind.
 *
 * @param link The cluster to query.
 * @param groups The groups.
 * @returns The groups in the same order; what a coordinator does not say is `null`.
 */
export async function describeGroups(
  link: Link,
  groups: readonly ListedGroup[],
): Promise<KnownGroup[]> {
  const kinds = Map.groupBy(
    groups,
    ({ type, coordinator }) => `${type} ${coordinator.id}`,
  );
  const members = new Map<string, Membership>();
  const commits = new Map<string, Commits>();
  await Promise.all([...kinds.values()].map(async (own) => {
    const { type, coordinator } = own[0]!;
    const ids = own.map(({ id }) => id);
    const [described, committed] = await Promise.allSettled([
      describeMembers(link, coordinator, type, ids),
      readCommits(link, coordinator, type, ids),
    ]);
    if (described.status === "fulfilled") {
      for (const [id, each] of described.value) members.set(id, each);
    }
    if (committed.status === "fulfilled") {
      for (const [id, each] of committed.value) commits.set(id, each);
    }
  }));
  return groups.map((group) => ({
    ...group,
    membership: members.get(group.id) ?? null,
    commits: commits.get(group.id) ?? null,
  }));
}

/**
 * Names the topics of a group: those that it has committed offsets of, and those that its members read.
 *
 * @param group The group.
 * @returns The topics' full names, sorted.
 */
export function topicsOf({ commits, membership }: KnownGroup): string[] {
  return [
    ...new Set([
      ...commits?.topics ?? [],
      ...membership?.members.flatMap(({ subscribed, assigned }) => [
        ...subscribed,
        ...assigned.map(({ topic }) => topic),
      ]) ?? [],
    ]),
  ].sort();
}

/**
 * Lists all groups with their members, topics and lag.
 *
 * @param link The cluster to query.
 * @returns The groups by name, and sentences about what can't be known.
 * @throws {Trouble} If no broker answers.
 */
export async function listGroups(
  link: Link,
): Promise<{ groups: GroupRow[]; notes: string[] }> {
  const metadata = await readMetadata(link, null);
  const { groups, notes } = await findGroups(link, metadata);
  const known = await describeGroups(link, groups);
  const partitions = partitionsOf(metadata, new Set(known.flatMap(topicsOf)));
  const [starts, ends] = await Promise.all([
    findOffsets(link, metadata, partitions, "start"),
    findOffsets(link, metadata, partitions, "end"),
  ]);
  const rows = known.map((group): GroupRow => {
    const topics = topicsOf(group);
    const { commits, membership } = group;
    const own = partitionsOf(metadata, new Set(topics));
    return {
      id: group.id,
      type: group.type,
      state: membership?.state || group.state,
      members: membership?.members.length ?? null,
      topics,
      lag: commits &&
        own.reduce(
          (sum, name) => sum + (lagOn(name, commits, starts, ends) ?? 0),
          0,
        ),
    };
  });
  return { groups: rows, notes };
}
