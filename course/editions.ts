/** Who a rendered course is for: a learner gets no solutions, a teacher gets them with timings and wrong answers. */
export type Edition = "learner" | "teacher";

/** Where solutions stand: nowhere, folded under each check, or in a part of the site of their own. */
export type Solutions = "none" | "folded" | "all";

/** Every edition, in the order in which they are made. */
export const EDITIONS: readonly Edition[] = ["learner", "teacher"];

/** Every place for solutions. */
export const SOLUTIONS: readonly Solutions[] = ["none", "folded", "all"];

/**
 * Tells where the solutions of an edition stand unless the caller wishes otherwise.
 *
 * @param edition Whose.
 * @returns `none` for a learner, `all` for a teacher.
 */
export function usualSolutions(edition: Edition): Solutions {
  return edition === "learner" ? "none" : "all";
}
