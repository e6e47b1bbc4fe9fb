import { CellFailure } from "./cell_failure.ts";
import type { Kernel } from "./kernel.ts";
import type { NotebookRun, RanCell, RunOptions } from "./notebook_run.ts";

/** Asserts something about a cell that has run, by its outputs or by values read from the kernel. */
export type CellAssertion = (
  cell: RanCell,
  kernel: Kernel,
) => void | Promise<void>;

/** Checks a cell that has run: returns what is wrong with it, or `null` when nothing is. */
export type Verify = (ran: RanCell) => string | null;

/** Options of a notebook's test. */
export interface NotebookOptions extends RunOptions {
  /** Assertions by the id of their cell; each cell must exist and run. */
  cells?: Record<string, CellAssertion>;
  /** Runs after the last cell, unless the kernel is gone. */
  after?: (kernel: Kernel) => void | Promise<void>;
  /** The checkout that holds the notebook and keeps it as it ran; by default the one that this code belongs to. */
  root?: string;
}

/** Shows that a claim holds on the broker, and that a violation of it would be noticed. */
export interface Proof {
  /**
   * Asserts that the claim holds for what the notebook's cells have seen.
   *
   * @param kernel The kernel in which the cells ran.
   * @returns Nothing, or a promise of nothing.
   * @throws {AssertionError} If the claim does not hold.
   */
  holds(kernel: Kernel): void | Promise<void>;
  /** A cell after which an assertion of `holds` must fail: the same experiment where the guarantee is absent. */
  counterExample: string;
  /** Puts back what the counter-example has changed, where a later proof looks at it too; by default nothing. */
  undo?: string;
}

/** Options of a chapter's test. */
export interface ChapterOptions extends NotebookOptions {
  /** Proofs by the id of the claim that the chapter states; they run in the solved notebook, just before its teardown. */
  proofs?: Record<string, Proof>;
}

/** The part of `Deno.TestContext` that reports steps. */
export interface Steps {
  /**
   * Runs and reports one step.
   *
   * @param definition Name and function of the step; an ignored step is only reported.
   * @returns Whether the step did not fail.
   */
  step(
    definition: { name: string; ignore: boolean; fn: () => Promise<void> },
  ): Promise<boolean>;
}

/**
 * Makes sure that every assertion is about a cell that runs.
 *
 * @param assertions The assertions by the id of their cell.
 * @param run The notebook run that the assertions are for.
 * @throws {CellFailure} If an assertion names a cell that does not run.
 */
export function requireAssertedCells(
  assertions: Record<string, CellAssertion> = {},
  run: NotebookRun,
): void {
  const { name, cells } = run;
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
