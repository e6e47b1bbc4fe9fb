import type { Kernel } from "./kernel.ts";
import type { CellAssertion } from "./cell_assertions.ts";
import type { RunOptions } from "./notebook_run.ts";

/** How to test a notebook. */
export interface NotebookOptions extends RunOptions {
  /** By the id of a cell, each of which must be there and run. */
  cells?: Record<string, CellAssertion>;
  /** Runs after the last cell, unless the kernel is gone. */
  after?: (kernel: Kernel) => void | Promise<void>;
  /** The folder whose `.workbook/executed/` takes the notebook as it ran; the checkout by default. */
  root?: string;
}

/** The part of `Deno.TestContext` that reports steps. */
export interface Steps {
  step(
    definition: { name: string; ignore: boolean; fn: () => Promise<void> },
  ): Promise<boolean>;
}
