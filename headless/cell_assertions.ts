import { CellFailure } from "./cell_failure.ts";
import type { Kernel } from "./kernel.ts";
import type { NotebookRun, RanCell } from "./notebook_run.ts";

/** Asserts something of a cell that has run, by its outputs or by values asked from the kernel. */
export type CellAssertion = (
  cell: RanCell,
  kernel: Kernel,
) => void | Promise<void>;

/**
 * Makes sure that every assertion is about a cell that runs.
 *
 * @param assertions By the id of a cell.
 * @param run The notebook.
 * @throws {CellFailure} If one is about a cell that does not run.
 */
export function requireAssertedCells(
  assertions: Record<string, CellAssertion> = {},
  { name, cells }: NotebookRun,
): void {
  const ids = cells.filter(({ skipped }) => !skipped).map(({ id }) => id);
  const unknown = Object.keys(assertions).filter((id) => !ids.includes(id));
  if (unknown.length === 0) return;
  throw new CellFailure(
    `Cannot check the cells "${
      unknown.join('", "')
    }": expected the id of a cell that runs but ${name} has only ${
      ids.join(", ")
    }`,
  );
}
