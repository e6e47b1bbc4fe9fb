import { printableLines } from "./printable_lines.ts";
import type { Execution } from "./execution.ts";
import type { Cell } from "./notebook_file.ts";
import type { SourceLines } from "./source_lines.ts";

/** What went wrong in a cell, in terms of the notebook: its cells and their lines. */
export class CellFailure extends Error {
  /** Always `CellFailure`. */
  override name = "CellFailure";

  /**
   * Creates the failure of a cell.
   *
   * @param message The text for the reader; it names the notebook and the cell.
   * @param options The cause, if there is one.
   */
  constructor(message: string, options?: ErrorOptions) {
    super(printableLines(message), options);
    // The runner's own frames say nothing, and a header of another form would be printed twice.
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** A cell that may have failed, and what is known about its run. */
export interface FailedCell {
  /** Path of the notebook for messages, relative to the checkout. */
  notebook: string;
  /** The cell of the notebook. */
  cell: Cell;
  /** Number of code cells in the notebook. */
  count: number;
  /** Name of the cell in stack traces. */
  label: string;
  /** The code that was run; a wrong answer is not the cell's own source. */
  source: string;
  /** The outcome of the run. */
  execution: Execution;
  /** Maps lines in stack traces to lines of the notebook's cells. */
  lines: SourceLines;
}

/**
 * Names a cell at the start of a message about it.
 *
 * @param failed The cell and its notebook.
 * @param line The line of the cell's source, from 1; leave it out when it is unknown.
 * @returns A title such as `notebooks/02_keys.ipynb › demo-keys (cell 3 of 12), line 4`.
 */
export function cellTitle(
  { notebook, cell, count, label }: Pick<
    FailedCell,
    "notebook" | "cell" | "count" | "label"
  >,
  line?: number,
): string {
  const place = `${notebook} › ${label} (cell ${cell.number} of ${count})`;
  return line ? `${place}, line ${line}` : place;
}

/**
 * Describes an error that a step of a notebook's test threw.
 *
 * @param error The failure of a cell, or the error of an assertion about the cell.
 * @returns The message of a cell's failure; the stack trace of any other error.
 */
export function describeError(error: Error): string {
  if (error instanceof CellFailure) return error.message;
  return error.stack || `${error.name}: ${error.message}`;
}
