/** Pace at which a chapter's text is read. */
export const WORDS_A_MINUTE = 180;
/** Time for a demonstration: guess, run, look. */
export const MINUTES_A_DEMO = 2;
/** Time for an exercise. */
export const MINUTES_AN_EXERCISE = 10;
/** Plans are rounded up to multiples of this. */
const STEP_MINUTES = 5;

/** What a chapter consists of. */
export interface ChapterParts {
  /** Number of words in its text. */
  words: number;
  /** Number of demonstrations. */
  demos: number;
  /** Number of exercises. */
  exercises: number;
}

/**
 * Estimates the time that a chapter takes: its text read at 180 words a minute, 2 minutes for each demonstration and 10
 * for each exercise.
 *
 * @param parts The parts of the chapter.
 * @returns The time in minutes, rounded up to a multiple of 5.
 *
 * @example Two pages and an exercise
 * ```ts
 * import { minutesFor } from "page/class_time.ts";
 *
 * console.assert(minutesFor({ words: 360, demos: 1, exercises: 1 }) === 15);
 * ```
 */
export function minutesFor({ words, demos, exercises }: ChapterParts): number {
  const minutes = words / WORDS_A_MINUTE + demos * MINUTES_A_DEMO +
    exercises * MINUTES_AN_EXERCISE;
  return Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
}
