import type { ConsumerRecord } from "workbook/records.ts";
import { printable } from "../escape.ts";
import type { Swatch } from "../palette.ts";

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

/** What a record's box shows. */
export interface Face {
  /** Its colours. */
  look: Swatch;
  /** The key, or the letter that stands for it. */
  tag: string;
  /** The key in full; `null` for a record without one. */
  key: string | null;
  /** The text below the tag. */
  label: string;
  /** What is wrong with the record, and its sign; `null` when nothing is. */
  wrong: { word: string; sign: string } | null;
}

/** One partition's lane. */
export interface Lane {
  /** Partition number, from 0. */
  partition: number;
  /** In the order of offsets, without a break between them. */
  slots: readonly Slot[];
  /** Offsets with an arrow to the border before the record. */
  marks: readonly { offset: bigint; label: string }[];
  /** Gives what a box shows for the records of one offset. */
  face: (same: SameOffset) => Face;
}

/** Room between two slots, in px. */
export const GAP = 4;

const ABSENT_WIDTH = 34;
const HIDDEN_WIDTH = 116;

/**
 * Gives the width that a slot is drawn with.
 *
 * @param kind The kind of slot.
 * @param boxWidth The width of a record's box, in px.
 * @returns The slot's width, in px.
 */
export function slotWidth(kind: Slot["kind"], boxWidth: number): number {
  if (kind === "record") return boxWidth;
  return kind === "absent" ? ABSENT_WIDTH : HIDDEN_WIDTH;
}

/**
 * Cuts a partition into the slots of its lane, in the order of offsets.
 *
 * @param records The records of one partition, in any order.
 * @param offsets Further offsets that the lane must reach: committed, position, end.
 * @param boxWidth The width of a record's box, in px.
 * @param room The greatest length of the lane, in px; the middle of a longer one is hidden.
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

/**
 * Writes a lane as one line of text.
 *
 * @param lane The lane to write.
 * @returns Its slots and marks: `partition 0 │ 0:created(1001) 1:paid(1001) │ committed 1`.
 */
export function laneText(lane: Lane): string {
  const slots = lane.slots.map((slot) => slotText(slot, lane.face));
  return [
    `partition ${lane.partition}`,
    slots.length === 0 ? "empty" : slots.join(" "),
    ...marksText(lane),
  ].join(" │ ");
}

/**
 * Describes a lane in a sentence, for a reader who can't see it.
 *
 * @param lane The lane to describe.
 * @returns Its records with their offsets and keys, what is wrong with them, and its marks:
 * `Partition 0: 0 created (1001), 1 paid (1001, out of order); committed 2.`
 */
export function laneSentence(lane: Lane): string {
  const slots = lane.slots.map((slot) => slotWords(slot, lane.face));
  const holds = slots.length === 0 ? "empty" : slots.join(", ");
  return `Partition ${lane.partition}: ${
    [holds, ...marksText(lane)].join("; ")
  }.`;
}

function slotWords(slot: Slot, face: Lane["face"]): string {
  const { from, to } = slot;
  if (slot.kind === "hidden") return `${slot.count} more up to ${to}`;
  if (slot.kind === "absent") {
    return from === to
      ? `no record at ${from}`
      : `no record at ${from} to ${to}`;
  }
  const { label, key, wrong } = face(slot.records);
  const aside = [key, wrong && printable(wrong.word)]
    .filter((part) => part !== null).join(", ");
  return [`${from}`, label, aside && `(${aside})`].filter(Boolean).join(" ");
}

function slotText(slot: Slot, face: Lane["face"]): string {
  if (slot.kind === "hidden") return `… ${slot.count} more …`;
  if (slot.kind === "absent") {
    return slot.from === slot.to
      ? `${slot.from}:–`
      : `${slot.from}–${slot.to}:–`;
  }
  const { label, key, wrong } = face(slot.records);
  return `${slot.from}:${label}${key === null ? "" : `(${key})`}${
    wrong ? ` [${printable(wrong.word)}]` : ""
  }`;
}

function marksText({ marks }: Lane): string[] {
  if (marks.length === 0) return [];
  return [
    marks.map(({ label, offset }) => `${printable(label)} ${offset}`)
      .join(", "),
  ];
}
