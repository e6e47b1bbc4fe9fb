import { executedPath } from "headless/checkout.ts";
import {
  type Notebook,
  type NotebookCell,
  readNotebook,
} from "headless/notebook_file.ts";
import type { Output } from "headless/outputs.ts";
import type { Chapter } from "./chapters.ts";
import type { Edition } from "./editions.ts";

/** A chapter as a reader without Jupyter sees it. */
export interface ChapterPage {
  /** Its name, such as `05_commits`. */
  name: string;
  /** Its number, such as `05`. */
  number: string;
  /** Its heading, such as `5. The bookmark`. */
  title: string;
  /** Its cells in order. */
  cells: PageCell[];
}

/** A cell of a page. */
export interface PageCell {
  /** Its id, `<role>-<slug>` or a role alone. */
  id: string;
  /** Its purpose, such as `demo`. */
  role: string;
  /** Whether it is text or code. */
  kind: "markdown" | "code";
  /** Its text or its code. */
  source: string;
  /** Its outputs in the last run; none for exercises and their checks, which the reader is to solve. */
  outputs: Output[];
}

/** Roles of cells whose outputs come from the solution. */
const SOLVED_BY_READERS = ["exercise", "check"];

/**
 * Joins the learner's notebooks of chapters with the outputs of their last run.
 *
 * @param root Absolute path of the checkout, in which the chapters have been run.
 * @param chapters The chapters as the builder reads them.
 * @param edition The edition; a learner's pages lack the solutions that stand folded under the checks.
 * @returns The pages in the same order.
 * @throws {Error} If a chapter has not been run.
 */
export async function chapterPages(
  root: string,
  chapters: Chapter[],
  edition: Edition,
): Promise<ChapterPage[]> {
  return await Promise.all(chapters.map(async ({ name, learner }) => {
    const executed = await readNotebook(executedPath(root, name));
    const notebook: Notebook = JSON.parse(learner);
    const cells = notebook.cells.map((cell) => pageCell(cell, executed))
      .filter(({ id }) => edition === "teacher" || !isFoldedSolution(id));
    return { name, number: name.slice(0, 2), title: titleOf(cells), cells };
  }));
}

/**
 * Says whether a cell is a solution that the builder has folded under a check.
 *
 * @param id Id of the cell.
 * @returns Whether it is a folded solution.
 */
export function isFoldedSolution(id: string): boolean {
  return /^answer-.+-solution$/.test(id);
}

function pageCell(cell: NotebookCell, executed: Notebook): PageCell {
  const id = cell.id ?? "";
  const role = id.split("-")[0]!;
  const ran = executed.cells.find((other) => other.id === id);
  const isOpen = SOLVED_BY_READERS.includes(role);
  return {
    id,
    role,
    kind: cell.cell_type === "code" ? "code" : "markdown",
    source: [cell.source].flat().join(""),
    outputs: isOpen ? [] : ran?.outputs ?? [],
  };
}

function titleOf(cells: PageCell[]): string {
  const title = cells.find(({ role }) => role === "title")?.source ?? "";
  return title.match(/^# (.+)$/m)?.[1] ?? "";
}
