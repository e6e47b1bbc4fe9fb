/** First and last moment of a timeline. */
export interface Span {
  from: Date;
  to: Date;
}

/**
 * Finds the first and last moment of a timeline.
 *
 * @param moments The moments of its events, ascending; without any it covers a second.
 * @param until The end of the timeline; left out, a twentieth of its length after the last moment.
 * @returns The first and last moment.
 */
export function spanOf(moments: readonly Date[], until?: Date): Span {
  const from = moments[0] ?? new Date(0);
  const length = Number(moments.at(-1) ?? from) - Number(from);
  return {
    from,
    to: until ?? new Date(Number(from) + (length * 1.05 || 1000)),
  };
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
