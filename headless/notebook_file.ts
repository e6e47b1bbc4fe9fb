import { dirname, relative } from "node:path";
import type { Output } from "./outputs.ts";
import { CHECKOUT } from "./scratch.ts";

/** A notebook as its file keeps it (nbformat 4). */
export interface Notebook {
  cells: NotebookCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** A cell of a notebook's file. */
export interface NotebookCell {
  cell_type: "code" | "markdown" | "raw";
  id?: string;
  source: string | string[];
  metadata: { tags?: string[]; timeout?: number; [key: string]: unknown };
  /** Only code cells have them. */
  outputs?: Output[];
  /** Only code cells have one. */
  execution_count?: number | null;
}

/** A code cell that is not empty. */
export interface Cell {
  /** `<role>-<slug>` in the course; `#<position>` when the file gives none. */
  id: string;
  /** Its place among the code cells, from 1. */
  number: number;
  /** Its place among all cells of the file, from 0. */
  index: number;
  source: string;
  tags: string[];
  /** It is left out: tagged `skip-execution`. */
  skipped: boolean;
  /** How long it may take, in milliseconds; `null` when it does not say. */
  timeoutMs: number | null;
}

/**
 * Reads a notebook.
 *
 * @param path Of the `.ipynb` file.
 * @returns As it stands in the file.
 * @throws {Error} If it is not there, or is no notebook of format 4.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const problem = (expected: string): Error =>
    new Error(
      `Cannot read the notebook "${shortPath(path)}": expected ${expected}`,
    );
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw problem("a file but found none. Build it with: deno task build");
  }
  let notebook: Notebook;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw problem(`JSON but found: ${(error as Error).message}`);
  }
  if (notebook.nbformat !== 4) {
    throw problem(`format 4 but found ${notebook.nbformat}`);
  }
  return notebook;
}

/**
 * Writes a notebook; who reads the file meanwhile finds the old text or the new.
 *
 * @param path Of the file; its folder is made when it is not there.
 * @param notebook What to write.
 */
export async function writeNotebook(
  path: string,
  notebook: Notebook,
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(
    unfinished,
    JSON.stringify(notebook, null, 1) + "\n",
  );
  await Deno.rename(unfinished, path);
}

/**
 * Lists what can be run.
 *
 * @param notebook A notebook.
 * @returns Its code cells in their order, without empty ones.
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
 * Names a file for a reader.
 *
 * @param path Absolute.
 * @returns Relative to the checkout when it lies there.
 */
export function shortPath(path: string): string {
  const short = relative(CHECKOUT, path);
  return short.startsWith("..") ? path : short;
}
