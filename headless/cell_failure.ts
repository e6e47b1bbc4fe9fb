import type { Execution } from "./execution.ts";
import type { Cell } from "./notebook_file.ts";
import type { SourceLines } from "./source_lines.ts";

/** What went wrong in a cell, told in the notebook's own terms. */
export class CellFailure extends Error {
  override name = "CellFailure";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // The runner's own frames say nothing, and a header of another form would be printed twice.
    this.stack = `${this.name}: ${message}`;
  }
}

/** Which cell it was, and what is known of it. */
export interface FailedCell {
  /** The notebook's file, as a reader knows it. */
  notebook: string;
  cell: Cell;
  /** How many code cells the notebook has. */
  count: number;
  /** What the cell is called in traces. */
  label: string;
  /** What was run; a wrong answer is not the cell's own source. */
  source: string;
  /** What came of it. */
  execution: Execution;
  lines: SourceLines;
}

/**
 * Opens every failure of a cell.
 *
 * @param failed The cell.
 * @param line Of its source, from 1; unknown when left out.
 * @returns Such as `notebooks/02_keys.ipynb › demo-keys (cell 3 of 12), line 4`.
 */
export function title(
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
 * What there is to say about an error, once.
 *
 * @param error A cell's failure, or what an assertion about the cell threw.
 * @returns The message, and the trace of an error that is no cell's failure.
 */
export function textOf(error: Error): string {
  if (error instanceof CellFailure) return error.message;
  return error.stack || `${error.name}: ${error.message}`;
}
