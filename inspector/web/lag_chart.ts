/// <reference lib="dom" />
/** The lag of a group over time, and where it goes. */
import { html, type VNode } from "./html.ts";
import { count, duration } from "./numbers.ts";
import type { LagMoment } from "../shapes.ts";

const [WIDTH, HEIGHT] = [600, 100];

/**
 * The lag since somebody looks at the group.
 *
 * @param props The lag so far, oldest first.
 * @returns The chart.
 */
export function LagChart({ history }: { history: LagMoment[] }): VNode {
  const [first, last] = [history[0]!, history.at(-1)!];
  const top = Math.max(...history.map(({ lag }) => lag));
  const most = Math.max(1, top);
  const span = Math.max(1, last.at - first.at);
  const points = history.map(({ at, lag }) =>
    `${(WIDTH * (at - first.at) / span).toFixed(1)},${
      (HEIGHT * (1 - lag / most)).toFixed(1)
    }`
  ).join(" ");
  return html`
    <figure class="trend-box">
      <svg class="trend" viewBox=${`0 -4 ${WIDTH} ${
        HEIGHT + 8
      }`} preserveAspectRatio="none" role="img"
        aria-label=${`Lag over ${
          duration(span)
        }: from ${first.lag} to ${last.lag}, at most ${top}`}>
        <line class="axis" x1="0" x2=${WIDTH} y1=${HEIGHT} y2=${HEIGHT} />
        <line class="axis" x1="0" x2=${WIDTH} y1="0" y2="0" />
        <polygon class="area" points=${`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} />
        <polyline class="line" points=${points} />
      </svg>
      <figcaption>${duration(span)}, at most ${count(top)} behind</figcaption>
    </figure>
  `;
}

/** The time over which a trend is measured, in ms. */
const WINDOW_MS = 20_000;
/** Slower changes count as none, in records a second. */
const STILL = 0.05;

/**
 * Says where the lag of a group goes.
 *
 * @param history The lag so far, oldest first.
 * @returns Such as `falls by 12 a second, done in about 40 s`.
 */
export function trendOf(history: LagMoment[]): string {
  const last = history.at(-1);
  const first = last &&
    history.find(({ at }) => at >= last.at - WINDOW_MS);
  if (!first || first === last) return "measured for a moment longer";
  const rate = (last.lag - first.lag) / ((last.at - first.at) / 1_000);
  if (Math.abs(rate) < STILL) {
    return last.lag === 0 ? "nothing left to do" : "neither rises nor falls";
  }
  const pace = Math.abs(rate) >= 10
    ? count(Math.round(Math.abs(rate)))
    : Math.abs(rate).toFixed(1);
  return rate > 0
    ? `rises by ${pace} a second`
    : `falls by ${pace} a second, done in about ${
      duration(1_000 * last.lag / -rate)
    }`;
}
