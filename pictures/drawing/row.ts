import { INK } from "../palette.ts";
import { CHART_WIDTH, type LegendItem } from "./picture.ts";
import { element, fit, moved, type Svg, textWidth, words } from "./svg.ts";

/** One row of a timeline: a name, and what happened to its bearer over time. */
export interface Row {
  /** The name left of the row: a member, a broker. */
  name: string;
  /** The states that lasted. */
  bars: Bar[];
  /** The moments, with a sign drawn around (0, 0) for each. */
  cues: { at: Date; sign: Svg }[];
  /** The number of lines that its bars take. */
  lines: number;
}

/** A state that lasts. */
interface Bar {
  from: Date;
  to: Date;
  /** The line of its row that it stands on, from 0. */
  line: number;
  /** Written on it where there is room. */
  text: string;
  /** Its colour; `none` draws a dashed outline. */
  fill: string;
  /** The colour of its text. */
  ink: string;
}

/** Room for a row's name, in px. */
export const NAME_WIDTH = 92;
/** Room for bars and cues, in px. */
export const PLOT_WIDTH = CHART_WIDTH - NAME_WIDTH - 14;
/** Room for a line of bars, in px: where there is plenty, where there is little, and the least with text on it. */
export const LINE = { most: 19, least: 7.5, forText: 13 } as const;

/**
 * Draws a row of a timeline.
 *
 * @param row The row to draw.
 * @param x A function that gives the place of a moment, in px from the left of the bars.
 * @param line The height of a line of bars, in px.
 * @returns The shapes, from (0, 0) down; signs stand above.
 */
export function drawRow(
  row: Row,
  x: (at: Date) => number,
  line: number,
): Svg[] {
  const high = row.lines * line;
  return [
    words(fit(row.name, NAME_WIDTH - 2, 13), 0, high / 2 + 4.5, {
      fill: INK.text,
      "font-size": 13,
    }),
    moved(
      NAME_WIDTH,
      0,
      element("rect", {
        y: -2,
        width: PLOT_WIDTH,
        height: high + 3,
        rx: 4,
        fill: INK.track,
        "fill-opacity": 0.7,
      }),
      ...row.bars.flatMap((bar) => drawBar(bar, x(bar.from), x(bar.to), line)),
      ...row.cues.map(({ at, sign }) => moved(x(at), -9, sign)),
    ),
  ];
}

/** A bar on its line; without its text where that would not fit. */
function drawBar(bar: Bar, left: number, right: number, line: number): Svg[] {
  const width = Math.max(right - left, 1);
  const high = line - (line < LINE.forText ? 1.5 : 2);
  const top = bar.line * line;
  const outline = bar.fill === "none"
    ? { stroke: bar.ink, "stroke-dasharray": "3 2" }
    : { stroke: INK.text, "stroke-width": 0.75 };
  const size = Math.min(11.5, line - 4.5);
  const hasRoom = line >= LINE.forText &&
    textWidth(bar.text, size) + 6 <= width;
  return [
    element("rect", {
      x: left,
      y: top,
      width,
      height: high,
      rx: Math.min(3, high / 3),
      fill: bar.fill,
      ...outline,
    }),
    words(hasRoom ? bar.text : "", left + 5, top + high / 2 + size * 0.36, {
      fill: bar.ink,
      "font-size": size,
      "font-weight": 600,
    }),
  ];
}

/** What a sign on a timeline stands for. */
export type Cue = "join" | "start" | "revoke" | "leave" | "crash";

/**
 * Draws the sign of something that happened, around (0, 0).
 *
 * @param cue The kind of event.
 * @returns The sign, 12 px wide; `join` and `start` have the same, every other kind its own.
 */
export function drawCue(cue: Cue): Svg {
  const line = { fill: INK.paper, stroke: INK.text, "stroke-width": 1.75 };
  switch (cue) {
    case "join":
    case "start":
      return element("circle", { r: 5, ...line, fill: INK.text });
    case "leave":
      return element("circle", { r: 5, ...line });
    case "revoke":
      return element("path", { d: "M0 -6l6 6l-6 6l-6 -6z", ...line });
    case "crash":
      return element("path", {
        d: "M-5 -5l10 10M-5 5l10 -10",
        stroke: INK.alarm,
        "stroke-width": 3,
      });
  }
}

/**
 * Explains the signs of a timeline in a legend.
 *
 * @param cues The kinds of events, in any order, repeated as often as they happened.
 * @returns One item for each kind.
 */
export function cueItems(cues: readonly Cue[]): LegendItem[] {
  return [...new Set(cues)].map((cue) => ({
    sign: moved(9, 8, drawCue(cue)),
    meaning: cue,
  }));
}
