import type { Cluster } from "./cluster.ts";
import type { Member } from "./groups/members.ts";
import { untilAnswered } from "./waiting.ts";
import type { ConsumerRecord } from "./records.ts";
import { Trouble } from "./errors.ts";

export {
  joinGroup,
  type Member,
  type MemberEvent,
  type MemberOptions,
} from "./groups/members.ts";

const DEADLINE_MS = 15_000;

const named = new WeakMap<Cluster, number>();

/**
 * Names a consumer group that nobody has used yet, and that is deleted when the cluster connection
 * is closed.
 *
 * A group comes into being when its first member joins. A new name for each call means that a cell
 * which was stopped halfway leaves no members in the way of its next run.
 *
 * @param cluster Where.
 * @param noun What its members do together: `packing`.
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
  cluster.onClose(async () => void await cluster.admin.deleteGroups([group]));
  return group;
}

/**
 * Waits until every partition belongs to exactly one of the members.
 *
 * @param members Of one group, in this program.
 * @param partitionCount How many partitions the topic has.
 * @param deadlineMs How long to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes; it tells who had what.
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
 * Waits until a group has begun a rebalance that its members have not all joined yet.
 *
 * @param cluster Where.
 * @param group The group's full name.
 * @param deadlineMs How long to wait, in milliseconds.
 * @throws {Trouble} If the deadline passes; it tells in which state the group was.
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
    new Trouble(
      `Waited ${deadlineMs} ms in vain for group "${group}" to rebalance: its state was "${state}"`,
    ));
}

/**
 * Waits until a group has committed behind a record, whichever member did.
 *
 * @param cluster Where.
 * @param group The group's full name.
 * @param record The record; only its topic, partition and offset matter.
 * @param deadlineMs How long to wait, in milliseconds.
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
    new Trouble(
      `Waited ${deadlineMs} ms in vain for group "${group}" to commit behind offset ${offset} of partition ${partition}`,
    ));
}
