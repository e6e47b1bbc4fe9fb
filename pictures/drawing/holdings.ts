/** What a member of a group saw happen. */
export interface GroupEvent {
  at: Date;
  member: string;
  kind: "join" | "assign" | "revoke" | "leave" | "crash";
  /** `assign`: all it reads from now on. `revoke`: what it gives up; left out, everything. */
  partitions?: readonly number[];
}

/** A partition that one member, or nobody (`null`), read for a while. */
export interface Holding {
  member: string | null;
  /** Partition number, from 0. */
  partition: number;
  from: Date;
  to: Date;
}

/**
 * Tells who read which partition from when to when.
 *
 * @param events Events of all members, in the order in which they happened.
 * @param until Where the view ends; what is held then is held to the end.
 * @returns The holdings, by member, and those of `null`, when nobody read a partition.
 */
export function holdingsOf(
  events: readonly GroupEvent[],
  until: Date,
): Holding[] {
  const holdings: Holding[] = [];
  let open: Holding[] = [];
  for (const event of events) {
    const ended = open.filter((holding) => ends(event, holding));
    holdings.push(...ended.map((each) => ({ ...each, to: event.at })));
    open = open.filter((holding) => !ended.includes(holding));
    const { member, at: from } = event;
    const kept = open.filter((holding) => holding.member === member);
    for (
      const partition of event.kind === "assign" ? event.partitions ?? [] : []
    ) {
      if (kept.some((holding) => holding.partition === partition)) continue;
      open.push({ member, partition, from, to: until });
    }
  }
  const all = [...holdings, ...open];
  return [...all, ...unread(all, events[0]?.at ?? until, until)];
}

function ends(event: GroupEvent, { member, partition }: Holding): boolean {
  if (event.member !== member || event.kind === "join") return false;
  const isListed = event.partitions?.includes(partition) ?? false;
  if (event.kind === "assign") return !isListed;
  return event.kind !== "revoke" || event.partitions === undefined || isListed;
}

function unread(holdings: Holding[], start: Date, until: Date): Holding[] {
  const gaps: Holding[] = [];
  const byPartition = Map.groupBy(holdings, ({ partition }) => partition);
  for (const [partition, own] of byPartition) {
    let from = start;
    const nobody = (to: Date): void => {
      if (to > from) gaps.push({ member: null, partition, from, to });
    };
    for (const holding of own.sort((a, b) => Number(a.from) - Number(b.from))) {
      nobody(holding.from);
      if (holding.to > from) from = holding.to;
    }
    nobody(until);
  }
  return gaps;
}
