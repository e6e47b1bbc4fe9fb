/** The marks of a chapter: what its checks have said, as it stands in the notebook's own outputs. */

/** MIME type under which a check saves its verdict. */
const VERDICT = "application/vnd.workbook.check+json";

/** A cell with what it has shown, as it is saved in a notebook. */
export interface ShownCell {
  id?: string;
  outputs?: readonly { data?: Record<string, unknown> }[];
}

/** The exercises of a chapter. */
export interface Marks {
  /** How many of them have a check that passed. */
  solved: number;
  /** How many there are. */
  exercises: number;
}

/**
 * Counts the exercises of a chapter, and those that are solved.
 *
 * @param cells The cells of the chapter's notebook.
 * @returns The marks; no exercise is solved in a notebook that has not run.
 *
 * @example A chapter that has not run
 * ```ts
 * import { marksOf } from "page/marks.ts";
 *
 * console.assert(marksOf([{ id: "check-sum", outputs: [] }]).exercises === 1);
 * ```
 */
export function marksOf(cells: Iterable<ShownCell>): Marks {
  const checks = [...cells].filter(({ id }) => id?.startsWith("check-"));
  return {
    solved: checks.filter((cell) => shownVerdict(cell) === "passed").length,
    exercises: checks.length,
  };
}

/**
 * Reads the verdict of a check from what its cell has shown.
 *
 * @param cell The check's cell.
 * @returns `passed`, `refused` or `unsolved`; `null` when the check has not run.
 *
 * @example A check that has not run
 * ```ts
 * import { shownVerdict } from "page/marks.ts";
 *
 * console.assert(shownVerdict({ id: "check-sum", outputs: [] }) === null);
 * ```
 */
export function shownVerdict({ outputs = [] }: ShownCell): string | null {
  for (const { data } of outputs) {
    const shown = data?.[VERDICT] as { verdict?: string } | undefined;
    if (shown?.verdict) return shown.verdict;
  }
  return null;
}
