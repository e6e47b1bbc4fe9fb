import { check, Refused, type Verdict } from "lab/exercises.ts";
import { ANOMALIES, type Anomaly, type HistoryVerdict } from "lab/history.ts";

/** How many records each anomaly befell in a run. */
export type Counts = HistoryVerdict["counts"];

interface Case {
  runs: Partial<Counts>[];
  promise: string;
  /** Asked when the answer is another one. */
  question: string;
}

const CASES: Case[] = [
  {
    runs: [{}, {}, {}],
    promise: "exactly once",
    question: "Which promise was broken in any of them?",
  },
  {
    runs: [{}, { lost: 1 }],
    promise: "at most once",
    question:
      "How often was the lost record dealt with, and which promises allow that?",
  },
  {
    runs: [{ lost: 1 }, {}, {}],
    promise: "at most once",
    question: "The last runs went well. Does that make good the first?",
  },
  {
    runs: [{ duplicated: 2 }, {}],
    promise: "at least once",
    question:
      "Every record was dealt with. What else does *exactly once* ask for?",
  },
  {
    runs: [{}, { unprocessed: 3 }],
    promise: "at most once",
    question: "Nothing is missing in the log. Was the work done?",
  },
  {
    runs: [{ redelivered: 1 }, {}],
    promise: "at least once",
    question: "The log holds each record once. How often was the work done?",
  },
  {
    runs: [{ lost: 1, duplicated: 1 }],
    promise: "none",
    question: "One too few and one too many: do they cancel each other?",
  },
  {
    runs: [{ lost: 1 }, {}, { redelivered: 1 }],
    promise: "none",
    question:
      "Which promise is there for a service that does the one under one fault and the other under another?",
  },
  {
    runs: [{}, { lost: 12 }],
    promise: "at most once",
    question: "How many losses does it take to break a promise?",
  },
  {
    runs: [{ unprocessed: 1 }, { redelivered: 12 }],
    promise: "none",
    question:
      "One run left work undone, the other did some of it again. Which promise allows both?",
  },
  {
    runs: [{ duplicated: 1 }, {}, { unprocessed: 2 }],
    promise: "none",
    question:
      "One run left work undone, the other did some of it again. Which promise allows both?",
  },
  {
    runs: [{ reorderedInKey: 2, unknownPresent: 1 }, {}],
    promise: "exactly once",
    question:
      "Something went wrong. But was any record dealt with too seldom or too often?",
  },
];

/**
 * Checks exercise 1: which promise some runs have left standing.
 *
 * @param promiseOf The reader's answer.
 * @returns The verdict.
 */
export function checkPromise(
  promiseOf: (runs: Counts[]) => string,
): Promise<Verdict> {
  return check("promise", () => {
    for (const { runs, promise, question } of CASES) {
      const answer = promiseOf(runs.map(counts));
      if (answer === promise) continue;
      throw new Refused(
        `${runs.length === 1 ? "One run" : `${runs.length} runs`}: ${
          runs.map(inWords).join("; then ")
        }. You say ${Deno.inspect(answer)}. ${question}`,
      );
    }
    return `${CASES.length} services, each judged by all of its runs. Now name the six rows of the matrix above: what does your function say of each?`;
  });
}

function counts(some: Partial<Counts>): Counts {
  const none = Object.fromEntries(
    Object.keys(ANOMALIES).map((anomaly) => [anomaly, 0]),
  ) as Counts;
  return { ...none, ...some };
}

function inWords(some: Partial<Counts>): string {
  const found = Object.entries(some) as [Anomaly, number][];
  return found.map(([anomaly, count]) => `${count} ${anomaly}`).join(", ") ||
    "nothing went wrong";
}
