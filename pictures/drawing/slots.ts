import type { ConsumerRecord } from "workbook/records.ts";

/** Records with the same offset: one, or several when a record was read again. */
export type SameOffset = [ConsumerRecord, ...ConsumerRecord[]];

/** A stretch of a partition that is drawn as one piece, from offset `from` to offset `to`. */
export type Slot =
  & { from: bigint; to: bigint }
  & (
    | { kind: "record"; records: SameOffset }
    /** No record with these offsets was given. */
    | { kind: "absent" }
    /** There is no room for this many records. */
    | { kind: "hidden"; count: number }
  );

/** Room between two slots, in px. */
export const GAP = 4;

const ABSENT_WIDTH = 34;
const HIDDEN_WIDTH = 116;

/**
 * Tells how wide a slot is drawn.
 *
 * @param kind What it is.
 * @param boxWidth Width of a record's box, in px.
 * @returns Width in px.
 */
export function slotWidth(kind: Slot["kind"], boxWidth: number): number {
  if (kind === "record") return boxWidth;
  return kind === "absent" ? ABSENT_WIDTH : HIDDEN_WIDTH;
}

/**
 * Cuts a partition into the slots of its lane, in the order of offsets.
 *
 * @param records Records of one partition, in any order.
 * @param offsets Further offsets that the lane must reach: committed, position, end.
 * @param boxWidth Width of a record's box, in px.
 * @param room How long the lane may be, in px; of a longer one the middle is hidden.
 * @returns The slots, without a break between them; none for an empty partition.
 */
export function slotsOf(
  records: readonly ConsumerRecord[],
  offsets: readonly bigint[],
  boxWidth: number,
  room: number,
): Slot[] {
  const slots = slotsByOffset(records, offsets);
  const length = (some: Slot[]): number =>
    some.reduce((sum, { kind }) => sum + slotWidth(kind, boxWidth) + GAP, 0);
  if (length(slots) <= room) return slots;
  const left = room - HIDDEN_WIDTH - GAP;
  let shown = 2;
  while (length(ends(slots, shown + 1).flat()) <= left) shown += 1;
  const [head, tail] = ends(slots, shown);
  const middle = slots.slice(head.length, -tail.length);
  return [...head, hidden(middle), ...tail];
}

function slotsByOffset(
  records: readonly ConsumerRecord[],
  offsets: readonly bigint[],
): Slot[] {
  const byOffset = new Map<bigint, SameOffset>();
  for (const record of records) {
    const same = byOffset.get(record.offset);
    if (same) same.push(record);
    else byOffset.set(record.offset, [record]);
  }
  const stops = [...new Set([...byOffset.keys(), ...offsets])].sort(ascending);
  const slots: Slot[] = [];
  let next = stops[0] ?? 0n;
  for (const offset of stops) {
    if (offset > next) {
      slots.push({ kind: "absent", from: next, to: offset - 1n });
    }
    const same = byOffset.get(offset);
    if (same) {
      slots.push({ kind: "record", from: offset, to: offset, records: same });
    }
    next = same ? offset + 1n : offset;
  }
  return slots;
}

function ends(slots: Slot[], count: number): [Slot[], Slot[]] {
  return [
    slots.slice(0, Math.ceil(count / 2)),
    slots.slice(-Math.floor(count / 2)),
  ];
}

function hidden(middle: Slot[]): Slot {
  const first = middle[0]?.from ?? 0n;
  return {
    kind: "hidden",
    from: first,
    to: middle.at(-1)?.to ?? first,
    count: middle.filter(({ kind }) => kind === "record").length,
  };
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
