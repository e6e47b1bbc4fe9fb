import { announced, within } from "workbook/waiting.ts";
import "pictures/waits.ts";
import { DISPLAY } from "pictures/display.ts";
import { escape } from "pictures/escape.ts";
import { Trouble } from "workbook/errors.ts";

/** The result of an exercise's check. */
export interface Verdict {
  /** The slug that the exercise's cells share: `in-sequence`. */
  exercise: string;
  /** Whether there is no answer yet, a wrong one, or the right one. */
  verdict: "unsolved" | "refused" | "passed";
  /** The text shown to the reader. */
  advice: string;
}

/** The error thrown where the reader's answer goes, as long as there is none. */
export class NotSolvedYet extends Trouble {
  /** The name of the error's class. */
  override name = "NotSolvedYet";

  /** Makes the error; it has a message of its own. */
  constructor() {
    super("Not solved yet");
  }
}

/** The error that a check throws for a wrong answer: what was seen, and a question that leads on. */
export class Refused extends Trouble {
  /** The name of the error's class. */
  override name = "Refused";
}

const PATIENCE_MS = 20_000;

/** Where the page of JupyterLab says, right before a check runs, that its answer stands there no more. */
const STALE = Symbol.for("workbook.staleAnswer");

/**
 * Checks the reader's answer to an exercise.
 *
 * It never throws: a notebook goes on behind an exercise that is not solved. Whatever a wrong
 * answer throws becomes advice.
 *
 * @param exercise The slug that the exercise's cells share.
 * @param verify A function that uses the answer. It returns the advice for a right one and throws
 * `Refused` for a wrong one; it may throw anything that the answer throws.
 * @returns The verdict, which shows itself as the last value of a cell; `refused` if `verify` is
 * still running after 20 s.
 *
 * @example A right answer
 * ```ts
 * import { check } from "lab/exercises.ts";
 *
 * const { verdict } = await check("sum", () => "Two and two is four");
 * console.assert(verdict === "passed");
 * ```
 */
export async function check(
  exercise: string,
  verify: () => string | Promise<string>,
): Promise<Verdict> {
  const stale = (globalThis as { [STALE]?: string | null })[STALE];
  if (stale) {
    return shown({
      exercise,
      verdict: "unsolved",
      advice:
        `The cell above ${stale}, so this would judge what stood there before. Run that cell, and then this one.`,
    });
  }
  try {
    const tried = Promise.resolve().then(verify);
    const advice = await announced(
      TRYING,
      within(PATIENCE_MS, tried, () => new Refused(TOO_LONG)),
    );
    return shown({ exercise, verdict: "passed", advice });
  } catch (error) {
    if (error instanceof NotSolvedYet) {
      return shown({
        exercise,
        verdict: "unsolved",
        advice: "Not solved yet.",
      });
    }
    return shown({ exercise, verdict: "refused", advice: adviceFor(error) });
  }
}

const TRYING = {
  what: (): string => "your answer to be tried",
  howLong: `at most ${PATIENCE_MS / 1_000} s`,
};

const TOO_LONG = `Your code was still running after ${
  PATIENCE_MS / 1_000
} seconds. What does it wait for, and will that ever come?`;

function adviceFor(error: unknown): string {
  if (error instanceof Trouble) return error.message;
  if (error instanceof Error) {
    return `Your code threw ${error.name}: ${error.message}`;
  }
  return `Your code threw ${Deno.inspect(error)}`;
}

const LOOKS = {
  unsolved: { mark: "○", word: "Open", colour: "#8a8f98" },
  refused: { mark: "✗", word: "Not yet", colour: "#d55e00" },
  passed: { mark: "✓", word: "Solved", colour: "#009e73" },
} as const;

/** The verdict with a form for readers and one for programs, for when it is the value of a cell. */
function shown(verdict: Verdict): Verdict {
  const { mark, word, colour } = LOOKS[verdict.verdict];
  const bundle = {
    "application/vnd.workbook.check+json": { ...verdict },
    "text/plain": `${mark} ${word}. ${verdict.advice}`,
    "text/html":
      `<div role="status" style="border-left:4px solid ${colour};padding:0.4em 0.8em;white-space:pre-wrap"><b>${mark} ${word}.</b> ${
        verdict.advice.split("\n").map(escape).join("\n")
      }</div>`,
  };
  return Object.defineProperty(verdict, DISPLAY, {
    value: () => bundle,
    enumerable: false,
  });
}
