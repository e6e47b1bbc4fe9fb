import {
  type Notebook,
  type NotebookCell,
  readNotebook,
} from "../headless/notebook_file.ts";
import type { Output } from "../headless/outputs.ts";
import type { Edition } from "./editions.ts";

/** A chapter as a reader without Jupyter sees it. */
export interface ChapterPage {
  /** Such as `05_commits`. */
  name: string;
  /** Such as `05`. */
  number: string;
  /** Its heading, such as `5. The bookmark`. */
  title: string;
  cells: PageCell[];
}

/** A cell of a page. */
export interface PageCell {
  /** `<role>-<slug>`, or a role alone. */
  id: string;
  /** What the cell is for, such as `demo`. */
  role: string;
  kind: "markdown" | "code";
  source: string;
  /** What the cell showed when it last ran; none for the exercises, which the reader is to solve. */
  outputs: Output[];
}

/** Their outputs come from the solution. */
const SOLVED_BY_READERS = ["exercise", "check"];

/**
 * Joins the learner's notebooks with the outputs of their last run.
 *
 * @param root Absolute path of the checkout; its `.workbook/executed/` holds the chapters as they ran.
 * @param edition A learner's pages lack the solutions that stand folded under the checks.
 * @param only Two digits of a chapter, such as `05`; all when left out.
 * @returns In the order of their numbers.
 * @throws {Error} If a notebook can't be read.
 */
export async function chapterPages(
  root: string,
  edition: Edition,
  only?: string,
): Promise<ChapterPage[]> {
  const names = await chapterNames(root, only);
  return await Promise.all(names.map(async (name) => {
    const [learner, executed] = await Promise.all([
      readNotebook(`${root}/notebooks/${name}.ipynb`),
      readNotebook(`${root}/.workbook/executed/${name}.ipynb`),
    ]);
    const cells = learner.cells.map((cell) => pageCell(cell, executed))
      .filter(({ id }) => edition === "teacher" || !isFoldedSolution(id));
    return { name, number: name.slice(0, 2), title: titleOf(cells), cells };
  }));
}

/**
 * Lists the chapters that have a notebook.
 *
 * @param root Absolute path of the checkout.
 * @param only Two digits of a chapter; all when left out.
 * @returns Such as `05_commits`, in the order of their numbers.
 */
export async function chapterNames(
  root: string,
  only?: string,
): Promise<string[]> {
  const files = await Array.fromAsync(Deno.readDir(`${root}/notebooks`));
  return files.map(({ name }) => name)
    .filter((name) => /^\d\d_[a-z_]+\.ipynb$/.test(name))
    .filter((name) => only === undefined || name.startsWith(only))
    .map((name) => name.replace(".ipynb", "")).sort();
}

/**
 * Says whether a cell is a solution that the builder has folded under a check.
 *
 * @param id Of the cell.
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
