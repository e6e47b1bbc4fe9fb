import type { Cluster } from "./cluster.ts";
import type { Member } from "./groups/members.ts";
import { timedOut, untilAnswered } from "./waiting.ts";
import type { ConsumerRecord } from "./records.ts";

export {
  joinGroup,
  type Member,
  type MemberEvent,
  type MemberOptions,
} from "./groups/members.ts";

const DEADLINE_MS = 15_000;

const named = new WeakMap<Cluster, number>();

/**
 * Names a new consumer group, which is deleted when the cluster connection is closed.
 *
 * Kafka creates a group when its first member joins. Each call returns a new name, so members that a
 * stopped cell left behind do not disturb its next run.
 *
 * @param cluster The connection whose closing deletes the group.
 * @param noun The work that its members share: `packing`.
 * @returns The group's full name: `packing-k3f9-1`.
 *
 * @example Two services, two groups
 * ```ts ignore
 * const [packing, billing] = [newGroup(cluster, "packing"), newGroup(cluster, "billing")];
 * ```
 */
export function newGroup(cluster: Cluster, noun: string): string {
  const count = (named.get(cluster) ?? 0) + 1;
  named.set(cluster, count);
  const group = `${cluster.name(noun)}-${count}`;
  cluster.deleteOnClose({ group });
  return group;
}

/**
 * Waits until every partition belongs to exactly one of the members.
 *
 * @param members All members of one group; they run in this program.
 * @param partitionCount The topic's number of partitions.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes; the message lists the partitions of each member.
 *
 * @example After a second member has joined
 * ```ts ignore
 * await untilShared([ada, bo], 3);
 * ```
 */
export async function untilShared(
  members: Pick<Member, "name" | "partitions" | "events" | "until">[],
  partitionCount: number,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const isShared = (): boolean => {
    const held = members.flatMap(({ partitions }) => partitions);
    return held.length === partitionCount &&
      new Set(held).size === partitionCount;
  };
  const until = Date.now() + deadlineMs;
  while (!isShared()) {
    const left = Math.max(1, until - Date.now());
    const who = members.map(({ name, partitions }) =>
      `${name} had ${partitions.join(", ") || "none"}`
    ).join("; ");
    const what =
      `each of ${partitionCount} partitions to have one owner; ${who}`;
    const before = members.map(({ events }) => events.length).join();
    const moved = (): boolean =>
      isShared() ||
      members.map(({ events }) => events.length).join() !== before;
    await Promise.any(members.map((member) => member.until(moved, what, left)))
      .catch(({ errors }) => {
        throw errors[0];
      });
  }
}

/**
 * Waits until a group has begun a rebalance that not all of its members have joined yet.
 *
 * @param cluster The cluster to query.
 * @param group The group's full name.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes; the message quotes the group's last state.
 *
 * Source: Kafka, `ConsumerGroupState.PREPARING_REBALANCE`.
 *
 * @example While a member has a record in hand
 * ```ts ignore
 * await untilRebalancing(cluster, packing);
 * ```
 */
export async function untilRebalancing(
  cluster: Cluster,
  group: string,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  let state = "";
  const isRebalancing = async (): Promise<boolean> => {
    const { groups } = await cluster.admin.describeGroups([group]);
    state = groups[0]?.state ?? "";
    return state === "PreparingRebalance";
  };
  await untilAnswered(isRebalancing, deadlineMs, () =>
    timedOut(
      deadlineMs,
      `group "${group}" to rebalance: its state was "${state}"`,
    ));
}

/**
 * Waits until a group has committed an offset past a record, whichever member did.
 *
 * @param cluster The cluster to query.
 * @param group The group's full name.
 * @param record The record; only its topic, partition and offset matter.
 * @param deadlineMs The longest time to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes.
 *
 * @example After a member that commits by itself has handled a record
 * ```ts ignore
 * await untilCommitted(cluster, packing, record);
 * ```
 */
export async function untilCommitted(
  cluster: Cluster,
  group: string,
  record: Pick<ConsumerRecord, "topic" | "partition" | "offset">,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const { topic, partition, offset } = record;
  const isCommitted = async (): Promise<boolean> => {
    const [stored] = await cluster.admin.fetchOffsets({
      groupId: group,
      topics: [topic],
    });
    const place = stored?.partitions.find((each) =>
      each.partition === partition
    );
    return BigInt(place?.offset ?? -1) > offset;
  };
  await untilAnswered(isCommitted, deadlineMs, () =>
    timedOut(
      deadlineMs,
      `group "${group}" to commit past offset ${offset} of partition ${partition}`,
    ));
}
