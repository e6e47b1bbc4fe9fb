import type { Mutant } from "./mutants.ts";
import { type Survivors, survivorsPath } from "./survivors.ts";
import type { Trial } from "./trials.ts";

const LEAST_PERCENT = 95;

/** How a chapter's checks did against the mutants of its solutions. */
export interface ChapterResult {
  /** Name of the chapter. */
  chapter: string;
  /** How many mutants were tried that are mistakes: all but the accepted ones that are listed. */
  mutants: number;
  /** How many mutants were refused, those that timed out included. */
  refused: number;
  /** How many mutants kept the check from coming to an end. */
  timedOut: number;
  /** How many mutants were accepted and are listed as no mistake. */
  listed: number;
  /** The mutants that were accepted and are not listed. */
  survivors: Mutant[];
  /** What is wrong beside the survivors, a sentence each. */
  problems: string[];
}

/**
 * Judges the trials of a chapter's mutants.
 *
 * @param chapter Name of the chapter.
 * @param mutants All its mutants that compile.
 * @param trials The trials of all of them, or of a sample.
 * @param listed The survivors that are listed for the chapter.
 * @returns The result; the share of refused mutants is judged only when all were tried.
 */
export function resultOf(
  chapter: string,
  mutants: Mutant[],
  trials: Trial[],
  listed: Survivors,
): ChapterResult {
  const accepted = trials.filter(({ result }) => result === "accepted")
    .map(({ mutant }) => mutant);
  const survivors = accepted.filter(({ name }) => !(name in listed));
  const result: ChapterResult = {
    chapter,
    mutants: trials.length - accepted.length + survivors.length,
    refused: trials.length - accepted.length,
    timedOut: trials.filter(({ result }) => result === "timed out").length,
    listed: accepted.length - survivors.length,
    survivors,
    problems: staleEntries(chapter, mutants, trials, listed),
  };
  const percent = percentOf(result);
  if (trials.length === mutants.length && percent < LEAST_PERCENT) {
    result.problems.push(
      `${chapter} refuses ${
        percent.toFixed(1)
      } % of its mutants: expected at least ${LEAST_PERCENT} %`,
    );
  }
  return result;
}

/**
 * Gives the share of a chapter's mutants that were refused.
 *
 * @param result The result of the chapter.
 * @returns The share in percent; 100 when there are no mutants.
 */
export function percentOf(
  { refused, mutants }: Pick<ChapterResult, "refused" | "mutants">,
): number {
  return mutants === 0 ? 100 : 100 * refused / mutants;
}

function staleEntries(
  chapter: string,
  mutants: Mutant[],
  trials: Trial[],
  listed: Survivors,
): string[] {
  const names = new Set(mutants.map(({ name }) => name));
  const killed = new Set(
    trials.filter(({ result }) => result !== "accepted")
      .map(({ mutant }) => mutant.name),
  );
  const entry = (name: string): string =>
    `${survivorsPath(chapter)} lists "${name}"`;
  return Object.keys(listed).flatMap((name) => {
    if (!names.has(name)) {
      return `${entry(name)}, which is no mutant of the chapter: remove it`;
    }
    return killed.has(name)
      ? `${entry(name)}, which its check refuses: remove it`
      : [];
  });
}
