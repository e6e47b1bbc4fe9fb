import { INK } from "../palette.ts";
import { BOX_HEIGHT, drawSlot } from "./box.ts";
import { GAP, type Lane, type Slot, slotWidth } from "./lane.ts";
import { legend, type LegendItem, WIDEST } from "./picture.ts";
import { element, fit, moved, type Svg, textWidth, words } from "./svg.ts";

const NAME_WIDTH = 84;
const NARROWEST = 440;
/** Room before the first slot, in px. */
const FIRST = 7;
/** Room above a lane for its offsets, in px. */
const OFFSETS = 16;
const BELOW = 14;
/** Room at a lane's end, where the next record will be, in px. */
const NEXT = 34;
/** Longest name of a mark, in px. */
const LONGEST_MARK = 150;
const MARK_ROW = 18;
const MARK_SIZE = 12.5;

/** The greatest length of a lane before its middle is hidden, in px. */
export const LANE_ROOM = WIDEST - NAME_WIDTH - FIRST - NEXT;

/**
 * Draws lanes one below the other, and the legend below them.
 *
 * @param lanes The lanes, from the top.
 * @param boxWidth The width of a record's box, in px.
 * @param items The items of the legend, in reading order.
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
    shapes.push(moved(0, height + OFFSETS, ...drawn.shapes));
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
    label: `${fit(label, LONGEST_MARK, MARK_SIZE)} ${offset}`,
    isBetween: !slots.some(({ from, to }) => from < offset && offset <= to),
  }));
  const below = arrows(pointers, BOX_HEIGHT, room);
  const boxes = slots.flatMap((slot, at) => {
    const left = lefts[at] ?? 0;
    return drawSlot(slot, left, (lefts[at + 1] ?? left) - left - GAP, face);
  });
  const lane = moved(NAME_WIDTH, 0, ...boxes, ...below.shapes);
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

/** The left edge of the record with an offset; within a slot of many offsets, in proportion. */
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

/** The lane's name and its ground, which points to the end where records are appended. */
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

/** An arrow's target. */
interface Pointer {
  /** The border that it points at, in px from the left. */
  x: number;
  label: string;
  /** Whether the arrow may go on as a line between two boxes; else it ends below them. */
  isBetween: boolean;
}

/** Arrows that point up at borders between records, each label where it covers no other. */
function arrows(
  pointers: readonly Pointer[],
  top: number,
  width: number,
): { shapes: Svg[]; height: number } {
  // The stretches that labels take, row by row.
  const rows: [number, number][][] = [];
  const shapes: Svg[] = [];
  for (
    const { x, label, isBetween } of pointers.toSorted((a, b) => b.x - a.x)
  ) {
    const long = textWidth(label, MARK_SIZE) + 8;
    const onLeft = x + long > width;
    const [from, to] = onLeft ? [x - long, x + 5] : [x - 5, x + long];
    let row = rows.findIndex((taken) =>
      taken.every(([start, end]) => to < start || end < from)
    );
    if (row < 0) row = rows.push([]) - 1;
    rows[row]?.push([from, to]);
    const y = top + 20 + row * MARK_ROW;
    shapes.push(
      stem(x, y, top, isBetween),
      words(label, onLeft ? x - 8 : x + 8, y, {
        fill: INK.text,
        "font-size": MARK_SIZE,
        "text-anchor": onLeft ? "end" : "start",
      }),
    );
  }
  return {
    shapes,
    height: rows.length === 0 ? 0 : rows.length * MARK_ROW + 6,
  };
}

function stem(x: number, bottom: number, top: number, isBetween: boolean): Svg {
  const line = `M${x.toFixed(1)} ${bottom}V${top + 10}`;
  const between = isBetween ? `M${x.toFixed(1)} -5V${top + 5}` : "";
  return element(
    "g",
    { fill: INK.text, stroke: INK.text, "stroke-width": 1.5 },
    element("path", { d: line + between }),
    element("path", {
      d: `M${x.toFixed(1)} ${top + 5}l-4.5 8h9z`,
      stroke: "none",
    }),
  );
}
