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
 * @param trials The trials of its mutants.
 * @param listed The survivors that are listed for the chapter.
 * @param isWhole Whether all its mutants were tried: only then the share of the refused ones is
 * judged, and whether each listed survivor is still a mutant.
 * @returns The result.
 */
export function resultOf(
  chapter: string,
  trials: Trial[],
  listed: Survivors,
  isWhole: boolean,
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
    problems: staleEntries(chapter, trials, listed, isWhole),
  };
  const percent = percentOf(result);
  if (isWhole && percent < LEAST_PERCENT) {
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
  trials: Trial[],
  listed: Survivors,
  isWhole: boolean,
): string[] {
  const results = new Map(
    trials.map(({ mutant, result }) => [mutant.name, result]),
  );
  const entry = (name: string): string =>
    `${survivorsPath(chapter)} lists "${name}"`;
  return Object.keys(listed).flatMap((name) => {
    const result = results.get(name);
    if (result === undefined && isWhole) {
      return `${entry(name)}, which is no mutant of the chapter: remove it`;
    }
    return result === undefined || result === "accepted"
      ? []
      : `${entry(name)}, which its check refuses: remove it`;
  });
}
