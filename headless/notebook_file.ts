import { dirname, relative } from "node:path";
import { scratchName } from "broker/scratch.ts";
import { Trouble } from "workbook/errors.ts";
import type { Output } from "./outputs.ts";
import { CHECKOUT } from "./checkout.ts";

/** A notebook as its file keeps it (nbformat 4). */
export interface Notebook {
  /** Its cells in order. */
  cells: NotebookCell[];
  /** What is noted about the notebook, such as its kernel. */
  metadata: Record<string, unknown>;
  /** Major version of the format; always 4 once read. */
  nbformat: number;
  /** Minor version of the format. */
  nbformat_minor: number;
}

/** A cell of a notebook's file. */
export interface NotebookCell {
  /** Its kind. */
  cell_type: "code" | "markdown" | "raw";
  /** Its id, `<role>-<slug>` in the course. */
  id?: string;
  /** Its text, or the lines of it. */
  source: string | string[];
  /** What is noted about the cell; `timeout` is in seconds. */
  metadata: { tags?: string[]; timeout?: number; [key: string]: unknown };
  /** What it showed; only code cells have it. */
  outputs?: Output[];
  /** Its number in the order of execution; only code cells have it. */
  execution_count?: number | null;
}

/** A code cell that is not empty. */
export interface Cell {
  /** Its id, `<role>-<slug>` in the course; `#<position>` when the file gives none. */
  id: string;
  /** Its place among the code cells, from 1. */
  number: number;
  /** Its place among all cells of the file, from 0. */
  index: number;
  /** Its TypeScript. */
  source: string;
  /** Its tags; often none. */
  tags: string[];
  /** Whether it is left out, because of the tag `skip-execution`. */
  skipped: boolean;
  /** Longest time it may take, in milliseconds; `null` when it sets no limit. */
  timeoutMs: number | null;
}

/**
 * Reads a notebook.
 *
 * @param path Path of the `.ipynb` file.
 * @returns The notebook as it stands in the file.
 * @throws {Trouble} If the file does not exist, or is no notebook of format 4.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const problem = (expected: string): Trouble =>
    new Trouble(
      `Cannot read the notebook "${shortPath(path)}": expected ${expected}`,
    );
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    throw problem(
      error instanceof Deno.errors.NotFound
        ? "a file but found none. Build it with: deno task build"
        : `a file that can be read but found: ${(error as Error).message}`,
    );
  }
  let notebook: Notebook | null;
  try {
    notebook = JSON.parse(text.replace(BYTE_ORDER_MARK, ""));
  } catch (error) {
    throw problem(`JSON but found: ${(error as Error).message}`);
  }
  if (notebook?.nbformat !== 4) {
    throw problem(`format 4 but found ${notebook?.nbformat ?? "none"}`);
  }
  const { cells } = notebook;
  if (!Array.isArray(cells)) {
    throw problem(`a list of cells but found ${JSON.stringify(cells)}`);
  }
  const odd = cells.findIndex(isNoCell);
  if (odd >= 0) {
    throw problem(
      `cells with a source and metadata but found another cell ${odd + 1}`,
    );
  }
  return notebook;
}

/** Some editors begin a file with it; JSON has none. */
const BYTE_ORDER_MARK = /^\uFEFF/;

function isNoCell(cell: Partial<NotebookCell> | null): boolean {
  return typeof cell?.metadata !== "object" || cell.metadata === null ||
    ![cell.source].flat().every((line) => typeof line === "string");
}

/**
 * Writes a notebook; a concurrent reader of the file finds the old text or the new, never a part.
 *
 * @param path Path of the `.ipynb` file; its folder is created when missing.
 * @param notebook The notebook to write.
 */
export async function writeNotebook(
  path: string,
  notebook: Notebook,
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${scratchName()}`;
  await Deno.writeTextFile(
    unfinished,
    JSON.stringify(notebook, null, 1) + "\n",
  );
  await Deno.rename(unfinished, path);
}

/**
 * Lists the code cells of a notebook.
 *
 * @param notebook The notebook.
 * @returns The code cells in order, without empty ones.
 * @throws {Error} If a cell's `timeout` is no positive number of seconds.
 */
export function codeCells(notebook: Notebook): Cell[] {
  const cells: Cell[] = [];
  notebook.cells.forEach((cell, index) => {
    const source = [cell.source].flat().join("");
    if (cell.cell_type !== "code" || source.trim() === "") return;
    const id = cell.id ?? `#${index + 1}`;
    const { tags = [] } = cell.metadata;
    cells.push({
      id,
      number: cells.length + 1,
      index,
      source,
      tags,
      skipped: tags.includes("skip-execution"),
      timeoutMs: timeoutOf(cell, id),
    });
  });
  return cells;
}

function timeoutOf({ metadata }: NotebookCell, id: string): number | null {
  const seconds = metadata.timeout;
  if (seconds === undefined) return null;
  if (typeof seconds === "number" && seconds > 0) return seconds * 1000;
  throw new Error(
    `Cannot run the cell "${id}": expected a timeout in seconds but found ${seconds}`,
  );
}

/**
 * Says when a cell that ends now has run, as JupyterLab notes it in a notebook's file.
 *
 * @param ms The time that the cell took, in milliseconds.
 * @returns The cell's metadata `execution`.
 *
 * Source: https://jupyterlab.readthedocs.io, setting `recordTiming`
 */
export function executionTimes(ms: number): Record<string, string> {
  const now = Date.now();
  return {
    "iopub.execute_input": new Date(now - ms).toISOString(),
    "shell.execute_reply": new Date(now).toISOString(),
  };
}

/**
 * Shortens the path of a file for messages.
 *
 * @param path Absolute path.
 * @returns The path relative to the checkout when the file lies there; else the path as it is.
 */
export function shortPath(path: string): string {
  const short = relative(CHECKOUT, path);
  return short.startsWith("..") ? path : short;
}
