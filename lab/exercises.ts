import { within } from "workbook/waiting.ts";
import { DISPLAY } from "pictures/display.ts";
import { escape } from "pictures/escape.ts";
import { Trouble } from "workbook/errors.ts";

/** What a check found: nothing written yet, a wrong answer, or the right one. */
export interface Verdict {
  /** The slug that the exercise's cells share: `in-sequence`. */
  exercise: string;
  verdict: "unsolved" | "refused" | "passed";
  /** What the reader is told. */
  advice: string;
}

/** Stands where the reader's answer goes; calling it means that there is none yet. */
export class NotSolvedYet extends Trouble {
  override name = "NotSolvedYet";

  constructor() {
    super("Not solved yet");
  }
}

/** A wrong answer, as a check tells it: what was seen, and a question that leads on. */
export class Refused extends Trouble {
  override name = "Refused";
}

const PATIENCE_MS = 20_000;

/**
 * Tries the reader's answer and says in words what came of it.
 *
 * It never throws: a notebook goes on behind an exercise that is not solved. A wrong answer is
 * answered with advice, whatever it threw.
 *
 * @param exercise The slug that the exercise's cells share.
 * @param verify Uses the answer. It returns what to say to a right one and throws `Refused` for a
 * wrong one; it may throw anything else the answer throws.
 * @returns The verdict; as the last value of a cell it shows itself.
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
  try {
    const tried = Promise.resolve().then(verify);
    const advice = await within(
      PATIENCE_MS,
      tried,
      () => new Refused(TOO_LONG),
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

/** Lets the verdict show itself as the value of a cell, and tell programs what it is. */
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
