/** The readers of a rendered course: a learner gets no solutions, a teacher gets them with timings and wrong answers. */
export type Edition = "learner" | "teacher";

/** The place of the solutions: none, folded under each check, or all in a part of the site of their own. */
export type Solutions = "none" | "folded" | "all";

/** All editions, in the order in which they are rendered. */
export const EDITIONS: readonly Edition[] = ["learner", "teacher"];

/** All places of the solutions. */
export const SOLUTIONS: readonly Solutions[] = ["none", "folded", "all"];

/**
 * Gives the default place of the solutions of an edition.
 *
 * @param edition The edition.
 * @returns `none` for a learner, `all` for a teacher.
 */
export function usualSolutions(edition: Edition): Solutions {
  return edition === "learner" ? "none" : "all";
}
