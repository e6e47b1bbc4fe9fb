import type { Member } from "workbook/members.ts";

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
  members: Member[],
  partitionCount: number,
  deadlineMs = 15_000,
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
