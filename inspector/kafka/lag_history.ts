import type { GroupDetail, LagMoment } from "../shapes.ts";

/** Most moments kept of a group: ten minutes, looked at every two seconds. */
const MOST_MOMENTS = 300;
/** Least time between two moments, in ms. */
const APART_MS = 500;
/** Most groups whose lag is remembered. */
const MOST_GROUPS = 50;

/** The lag of groups over time, for as long as somebody looks at them. */
export class LagHistory {
  readonly #moments = new Map<string, LagMoment[]>();

  /**
   * Adds the lag that was just measured.
   *
   * @param group The group, as it was described.
   * @returns All moments of the group, oldest first.
   */
  add({ id, lag }: GroupDetail): LagMoment[] {
    const moments = this.#moments.get(id) ?? [];
    const sum = lag.reduce((total, row) => total + (row.lag ?? 0), 0);
    const at = Date.now();
    // Several pages may look at the same group.
    if (at - (moments.at(-1)?.at ?? 0) < APART_MS) return moments;
    moments.push({ at, lag: sum });
    if (moments.length > MOST_MOMENTS) moments.shift();
    this.#moments.delete(id);
    this.#moments.set(id, moments); // the one looked at last stands last
    for (const other of this.#moments.keys()) {
      if (this.#moments.size <= MOST_GROUPS) break;
      this.#moments.delete(other);
    }
    return moments;
  }
}
