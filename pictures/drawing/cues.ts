import type { LegendItem } from "./legend.ts";
import { INK } from "../palette.ts";
import { element, type Svg } from "./svg.ts";

/** What a sign on a timeline stands for. */
export type Cue = "join" | "start" | "revoke" | "leave" | "crash";

/**
 * Draws the sign of something that happened, around (0, 0).
 *
 * @param cue What happened.
 * @returns A shape of its own for each, 12 px wide.
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
 * Explains signs in a legend.
 *
 * @param cues What happened, in any order, as often as it did.
 * @returns One item for each kind.
 */
export function cueItems(cues: readonly Cue[]): LegendItem[] {
  return [...new Set(cues)].map((cue) => ({
    sign: element("g", { transform: "translate(9 8)" }, drawCue(cue)),
    meaning: cue,
  }));
}
