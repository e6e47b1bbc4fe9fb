import type { Verdict } from "lab/exercises.ts";
import type { RanCell } from "./notebook_run.ts";
import { dataOf } from "./outputs.ts";

export type { Verdict } from "lab/exercises.ts";

/** MIME type of the output by which a check shows its verdict. */
export const VERDICT_MIME = "application/vnd.workbook.check+json";
const VERDICTS = ["unsolved", "refused", "passed"];

/**
 * Gives the part of a cell's id after its role, which an exercise shares with its check.
 *
 * @param id Id of the cell, such as `check-in-sequence`.
 * @param role The role, such as `check`.
 * @returns The slug, such as `in-sequence`; `null` when the cell has another role.
 */
export function slugOf(id: string, role: string): string | null {
  return id.startsWith(`${role}-`) ? id.slice(role.length + 1) : null;
}

/**
 * Reads the verdict of a check cell.
 *
 * @param ran A check cell that has run.
 * @returns The verdict, or a sentence that says why there is none.
 */
export function verdictOf(ran: RanCell): Verdict | string {
  const found = dataOf(ran.outputs, VERDICT_MIME) as Partial<Verdict>[];
  if (found.length !== 1) {
    return `the check shows ${found.length} outputs of the type ${VERDICT_MIME}: expected one. Does the cell end in check(…)?`;
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
 * Explains why a check has not passed.
 *
 * @param ran A check cell that has run.
 * @returns The reason, with the check's advice; `null` when it passed.
 */
export function whyNotPassed(ran: RanCell): string | null {
  const found = verdictOf(ran);
  if (typeof found === "string") return found;
  if (found.verdict === "passed") return null;
  return `the check's verdict is "${found.verdict}": expected "passed". Its advice:\n${found.advice}`;
}
