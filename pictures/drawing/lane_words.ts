import { printable } from "../escape.ts";
import type { Lane } from "./lane.ts";
import type { Slot } from "./slots.ts";

/**
 * Writes a lane as one line of text.
 *
 * @param lane The lane.
 * @returns `partition 0 │ 0:created(1001) 1:paid(1001) │ committed 1`.
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
 * @param lane The lane.
 * @returns `Partition 0: 4 records, offsets 0 to 3; committed 2.`
 */
export function laneSentence(lane: Lane): string {
  const count = lane.slots.reduce((sum, slot) => sum + countOf(slot), 0);
  const [first, last] = [lane.slots[0], lane.slots.at(-1)];
  const holds = first && last && count > 0
    ? `${count} record${
      count === 1 ? "" : "s"
    }, offsets ${first.from} to ${last.to}`
    : "empty";
  return `Partition ${lane.partition}: ${
    [holds, ...marksText(lane)].join("; ")
  }.`;
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

function countOf(slot: Slot): number {
  if (slot.kind === "absent") return 0;
  return slot.kind === "record" ? 1 : slot.count;
}

function marksText({ marks }: Lane): string[] {
  if (marks.length === 0) return [];
  return [
    marks.map(({ label, offset }) => `${printable(label)} ${offset}`)
      .join(", "),
  ];
}
