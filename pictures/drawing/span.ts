/** First and last moment of a timeline. */
export interface Span {
  from: Date;
  to: Date;
}

/**
 * Finds the first and last moment of a timeline.
 *
 * @param moments The moments of its events, ascending; without any it covers a second.
 * @param until The end of the timeline; left out, a twentieth of what it shows after the last moment.
 * @returns The first and last moment.
 */
export function spanOf(moments: readonly Date[], until?: Date): Span {
  const from = moments[0] ?? new Date(0);
  const last = Number(moments.at(-1) ?? from);
  const gaps = gapsBetween(moments.map(Number));
  const least = leastIdle(gaps.map((gap) => gap / 1_000)) * 1_000;
  const shown = gaps.filter((gap) => gap < least)
    .reduce((sum, gap) => sum + gap, 0);
  return { from, to: until ?? new Date(last + (shown * 0.05 || 1_000)) };
}

/** Below this, in seconds, nobody minds an axis on which nothing happens. */
const LEAST_IDLE = 15;
/** A gap is idle when it is this many times as long as most; else all of them are alike. */
const TIMES_USUAL = 5;

/**
 * Gives the length from which on a gap between moments is idle: one that an axis leaves out.
 *
 * @param gaps The gaps between the moments of a timeline, in seconds.
 * @returns The length, in seconds.
 */
export function leastIdle(gaps: readonly number[]): number {
  const ascending = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  const usual = ascending[(ascending.length - 1) >> 1] ?? 0;
  return Math.max(LEAST_IDLE, usual * TIMES_USUAL);
}

/**
 * Gives the gaps between moments.
 *
 * @param moments The moments, ascending, in any unit.
 * @returns The gap after each of them but the last, in that unit.
 */
export function gapsBetween(moments: readonly number[]): number[] {
  return moments.slice(1).map((to, index) => to - (moments[index] ?? to));
}

/**
 * Writes a moment as the axis counts it.
 *
 * @param at The moment to write.
 * @param span The first and last moment of the timeline.
 * @returns The time since the first moment: `3.14 s`.
 */
export function secondsInto(at: Date, span: Span): string {
  return `${((Number(at) - Number(span.from)) / 1000).toFixed(2)} s`;
}
