import { arrows } from "./arrows.ts";
import { BOX_HEIGHT, drawSlot, type Face } from "./box.ts";
import { legend, type LegendItem } from "./legend.ts";
import { INK } from "../palette.ts";
import { WIDEST } from "./picture.ts";
import { GAP, type SameOffset, type Slot, slotWidth } from "./slots.ts";
import { element, fit, type Svg, words } from "./svg.ts";

/** One partition's lane. */
export interface Lane {
  /** Partition number, from 0. */
  partition: number;
  slots: readonly Slot[];
  /** Each is drawn as an arrow to the border before the record with its offset. */
  marks: readonly { offset: bigint; label: string }[];
  /** What a box shows, given the records of one offset. */
  face: (same: SameOffset) => Face;
}

const NAME_WIDTH = 84;
const NARROWEST = 440;
const FIRST = 7;
/** Longest name of a mark, in px. */
const LONGEST_MARK = 150;
const OFFSETS = 16;
const BELOW = 14;
/** Room at a lane's end, where the next record will be. */
const NEXT = 34;

/** How long a lane may be before its middle is hidden, in px. */
export const LANE_ROOM = WIDEST - NAME_WIDTH - FIRST - NEXT;

/**
 * Draws lanes one below the other, and the legend below them.
 *
 * @param lanes The lanes, from the top.
 * @param boxWidth Width of a record's box, in px.
 * @param items The legend.
 * @returns The shapes and their size in px.
 */
export function drawLanes(
  lanes: readonly Lane[],
  boxWidth: number,
  items: readonly LegendItem[],
): { shapes: Svg[]; width: number; height: number } {
  const ends = lanes.map(({ slots }) => edges(slots, boxWidth).at(-1) ?? 0);
  const width = Math.max(
    NARROWEST,
    NAME_WIDTH + Math.max(...ends) + NEXT,
  );
  const shapes: Svg[] = [];
  let height = 0;
  for (const lane of lanes) {
    const drawn = drawLane(lane, boxWidth, width - NAME_WIDTH);
    const place = `translate(0 ${height + OFFSETS})`;
    shapes.push(element("g", { transform: place }, ...drawn.shapes));
    height += OFFSETS + drawn.height + BELOW;
  }
  const below = legend(items, height + 4, width);
  return {
    shapes: [...shapes, ...below.shapes],
    width,
    height: height + below.height,
  };
}

function drawLane(
  { partition, slots, marks, face }: Lane,
  boxWidth: number,
  room: number,
): { shapes: Svg[]; height: number } {
  const lefts = edges(slots, boxWidth);
  const pointers = marks.map(({ offset, label }) => ({
    x: borderAt(offset, slots, lefts) - GAP / 2,
    label: `${fit(label, LONGEST_MARK, 12.5)} ${offset}`,
    isBetween: !slots.some(({ from, to }) => from < offset && offset <= to),
  }));
  const below = arrows(pointers, BOX_HEIGHT, room);
  const boxes = slots.flatMap((slot, at) => {
    const left = lefts[at] ?? 0;
    return drawSlot(slot, left, (lefts[at + 1] ?? left) - left - GAP, face);
  });
  const lane = element(
    "g",
    { transform: `translate(${NAME_WIDTH} 0)` },
    ...boxes,
    ...below.shapes,
  );
  return {
    shapes: [...track(partition, room, slots.length === 0), lane],
    height: BOX_HEIGHT + below.height,
  };
}

/** The left edge of each slot and, last, of the place for the next record. */
function edges(slots: readonly Slot[], boxWidth: number): number[] {
  let x = FIRST;
  return [x, ...slots.map(({ kind }) => x += slotWidth(kind, boxWidth) + GAP)];
}

/** Where the record with an offset begins; within many offsets, in proportion. */
function borderAt(
  offset: bigint,
  slots: readonly Slot[],
  lefts: readonly number[],
): number {
  const index = slots.findIndex(({ to }) => to >= offset);
  const slot = slots[index];
  if (!slot) return lefts.at(-1) ?? FIRST;
  const [left = 0, right = 0] = lefts.slice(index, index + 2);
  const share = Number(offset - slot.from) / Number(slot.to + 1n - slot.from);
  return left + (right - left) * share;
}

/** A lane that points to where records are appended. */
function track(partition: number, room: number, isEmpty: boolean): Svg[] {
  const middle = BOX_HEIGHT / 2;
  const right = NAME_WIDTH + room;
  const shape = `M${NAME_WIDTH + 7} -5H${right - 12}L${right} ${middle}` +
    `L${right - 12} ${BOX_HEIGHT + 5}H${NAME_WIDTH + 7}` +
    `q-7 0 -7 -7V2q0 -7 7 -7z`;
  const size = { "font-size": 13 };
  return [
    words(`partition ${partition}`, 0, middle + 4.5, {
      fill: INK.text,
      ...size,
    }),
    element("path", { d: shape, fill: INK.track }),
    words(isEmpty ? "empty" : "", NAME_WIDTH + 12, middle + 4.5, {
      fill: INK.muted,
      ...size,
    }),
  ];
}
