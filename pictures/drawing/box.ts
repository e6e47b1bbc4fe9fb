import { INK } from "../palette.ts";
import type { Face, SameOffset, Slot } from "./lane.ts";
import type { LegendItem } from "./picture.ts";
import { element, fit, type Svg, words } from "./svg.ts";

/** Height of a record's box, in px. */
export const BOX_HEIGHT = 42;

/**
 * Draws a slot of a lane, its offsets above it: a record as a box, an offset without a record as
 * a dashed one, hidden records as their number.
 *
 * @param slot The slot to draw.
 * @param left The slot's left edge, in px; its upper edge is at 0.
 * @param width The slot's width, in px.
 * @param face A function that gives what the box of a record shows.
 * @returns The shapes.
 */
export function drawSlot(
  slot: Slot,
  left: number,
  width: number,
  face: (same: SameOffset) => Face,
): Svg[] {
  const { from, to } = slot;
  const middle = left + width / 2;
  const small = { fill: INK.muted, "text-anchor": "middle" };
  const range = from === to ? `${from}` : `${from}–${to}`;
  const offset = words(fit(range, width + 10, 11), middle, -9, {
    ...small,
    "font-size": 11,
  });
  if (slot.kind === "absent") return [offset, nothing(left, width)];
  if (slot.kind === "record") {
    return [offset, ...box(face(slot.records), left, width)];
  }
  const more = `… ${slot.count} more …`;
  return [offset, words(more, middle, 25, { ...small, "font-size": 12.5 })];
}

/**
 * Explains dashed boxes in a legend.
 *
 * @returns The item: a dashed box, and what it stands for.
 */
export function absentItem(): LegendItem {
  return { sign: nothing(1, 16, 16), meaning: "no record here" };
}

function nothing(left: number, width: number, height = BOX_HEIGHT): Svg {
  return element("rect", {
    x: left,
    y: 0.5,
    width,
    height: height - 1,
    rx: Math.min(4, height / 4),
    fill: "none",
    stroke: INK.muted,
    "stroke-dasharray": "3 3",
  });
}

function box(face: Face, left: number, width: number): Svg[] {
  const { look, tag, label, wrong } = face;
  const middle = left + width / 2;
  const text = { fill: INK.text, "text-anchor": "middle" };
  return [
    element("rect", {
      x: left,
      y: 0,
      width,
      height: BOX_HEIGHT,
      rx: 4,
      fill: look.fill,
      stroke: wrong ? INK.alarm : INK.text,
      "stroke-width": wrong ? 2.5 : 1,
    }),
    words(fit(tag, width - 6, 13), middle, 17, {
      ...text,
      "font-size": 13,
      "font-weight": 700,
    }),
    words(fit(label, width - 6, 12), middle, 33, { ...text, "font-size": 12 }),
    ...(wrong ? badge(wrong.sign, left + width - 4, 3) : []),
  ];
}

/**
 * Draws the round sign of a record with which something is wrong.
 *
 * @param sign The sign, of one character.
 * @param x The middle of the sign from the left, in px.
 * @param y The middle of the sign from the top, in px.
 * @returns The shapes.
 */
export function badge(sign: string, x: number, y: number): Svg[] {
  return [
    element("circle", {
      cx: x,
      cy: y,
      r: 8,
      fill: INK.alarm,
      stroke: INK.paper,
      "stroke-width": 1.5,
    }),
    words(sign, x, y + 4.2, {
      fill: INK.paper,
      "font-size": 12,
      "font-weight": 700,
      "text-anchor": "middle",
    }),
  ];
}
