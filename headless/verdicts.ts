import type { Verdict } from "lab/exercises.ts";
import type { RanCell } from "./notebook_run.ts";
import { dataOf } from "./outputs.ts";

const MIME = "application/vnd.workbook.check+json";
const VERDICTS = ["unsolved", "refused", "passed"];

/**
 * Tells the part of a cell's id behind its role, which an exercise shares with its check.
 *
 * @param id Such as `check-in-sequence`.
 * @param role Such as `check`.
 * @returns Such as `in-sequence`; `null` when the cell has another role.
 */
export function slugOf(id: string, role: string): string | null {
  return id.startsWith(`${role}-`) ? id.slice(role.length + 1) : null;
}

/**
 * Reads what a check cell found.
 *
 * @param ran A check cell that has run.
 * @returns The verdict, or a sentence on why there is none.
 */
export function verdictOf(ran: RanCell): Verdict | string {
  const found = dataOf(ran.outputs, MIME) as Partial<Verdict>[];
  if (found.length !== 1) {
    return `the check shows ${found.length} outputs of the type ${MIME}: expected one. Does the cell end in check(…)?`;
  }
  const [{ exercise, verdict, advice } = {}] = found;
  if (!verdict || !VERDICTS.includes(verdict) || !advice) {
    return `the check shows ${JSON.stringify(found[0])}: expected a verdict (${
      VERDICTS.join(", ")
    }) and advice`;
  }
  const slug = slugOf(ran.id, "check");
  if (exercise !== slug) {
    return `the check is about "${exercise}": expected "${slug}", as its cell is called`;
  }
  return { exercise, verdict, advice };
}

/**
 * Says what is wrong with a check that ought to pass.
 *
 * @param ran A check cell that has run.
 * @returns `null` when it passed.
 */
export function whyNotPassed(ran: RanCell): string | null {
  const found = verdictOf(ran);
  if (typeof found === "string") return found;
  if (found.verdict === "passed") return null;
  return `the check's verdict is "${found.verdict}": expected "passed". Its advice:\n${found.advice}`;
}
