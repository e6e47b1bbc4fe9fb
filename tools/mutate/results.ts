import type { Mutant } from "./mutants.ts";
import { type Survivors, survivorsPath } from "./survivors.ts";
import type { Trial } from "./trials.ts";

const LEAST_PERCENT = 95;

/** How a chapter's checks did against the mutants of its solutions, or tests against those of a judge. */
export interface Score {
  /** Name of the chapter or judge. */
  subject: string;
  /** How many mutants were tried that are mistakes: all but the accepted ones that are listed. */
  mutants: number;
  /** How many mutants were refused, those that timed out included. */
  refused: number;
  /** How many mutants kept the check or the tests from coming to an end. */
  timedOut: number;
  /** How many mutants were accepted and are listed as no mistake. */
  listed: number;
  /** The mutants that were accepted and are not listed. */
  survivors: Mutant[];
  /** What is wrong beside the survivors, a sentence each. */
  problems: string[];
}

/**
 * Judges the trials of a chapter's or a judge's mutants.
 *
 * @param subject Name of the chapter or judge.
 * @param trials The trials of its mutants.
 * @param listed The survivors that are listed for it.
 * @param isWhole Whether all its mutants were tried: only then the share of the refused ones is
 * judged, and whether each listed survivor is still a mutant.
 * @returns The result.
 */
export function resultOf(
  subject: string,
  trials: Trial[],
  listed: Survivors,
  isWhole: boolean,
): Score {
  const accepted = trials.filter(({ result }) => result === "accepted")
    .map(({ mutant }) => mutant);
  const survivors = accepted.filter(({ name }) => !(name in listed));
  const result: Score = {
    subject,
    mutants: trials.length - accepted.length + survivors.length,
    refused: trials.length - accepted.length,
    timedOut: trials.filter(({ result }) => result === "timed out").length,
    listed: accepted.length - survivors.length,
    survivors,
    problems: staleEntries(subject, trials, listed, isWhole),
  };
  const percent = percentOf(result);
  if (isWhole && percent < LEAST_PERCENT) {
    result.problems.push(
      `${subject} refuses ${
        percent.toFixed(1)
      } % of its mutants: expected at least ${LEAST_PERCENT} %`,
    );
  }
  return result;
}

/**
 * Gives the share of the mutants that were refused.
 *
 * @param result The figures of the chapter or judge.
 * @returns The share in percent; 100 when there are no mutants.
 */
export function percentOf(
  { refused, mutants }: Pick<Score, "refused" | "mutants">,
): number {
  return mutants === 0 ? 100 : 100 * refused / mutants;
}

function staleEntries(
  subject: string,
  trials: Trial[],
  listed: Survivors,
  isWhole: boolean,
): string[] {
  const results = new Map(
    trials.map(({ mutant, result }) => [mutant.name, result]),
  );
  const entry = (name: string): string =>
    `${survivorsPath(subject)} lists "${name}"`;
  return Object.keys(listed).flatMap((name) => {
    const result = results.get(name);
    if (result === undefined && isWhole) {
      return `${entry(name)}, which is no mutant: remove it`;
    }
    return result === undefined || result === "accepted"
      ? []
      : `${entry(name)}, which is refused: remove it`;
  });
}
