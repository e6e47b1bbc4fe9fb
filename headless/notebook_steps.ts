import { CellFailure, cellTitle, describeError } from "./cell_failure.ts";
import { ExecutedFiles } from "./executed_files.ts";
import type { Cell } from "./notebook_file.ts";
import { NotebookRun, type RanCell } from "./notebook_run.ts";
import {
  type NotebookOptions,
  requireAssertedCells,
  type Steps,
  type Verify,
} from "./options.ts";

/**
 * Runs a notebook's cells as the steps of a test, and keeps the notebook when one fails. After a cell
 * that does not run to its end, only those with the tag `teardown` are run.
 */
export class NotebookSteps implements AsyncDisposable {
  #steps: Steps;
  #options: NotebookOptions;
  #failed = false;
  /** A cell did not run to its end, so later cells would fail for that reason alone. */
  #stopped = false;

  private constructor(
    steps: Steps,
    /** The notebook, its kernel and the outputs so far. */
    readonly run: NotebookRun,
    /** The files that keep the notebook as it ran. */
    readonly files: ExecutedFiles,
    options: NotebookOptions,
  ) {
    this.#steps = steps;
    this.#options = options;
  }

  /**
   * Starts a kernel for a notebook.
   *
   * @param steps The test context that reports each step.
   * @param path Absolute path of the notebook.
   * @param variant Name that distinguishes runs of the same notebook, such as `solved`; may be empty.
   * @param options Assertions about the cells, and how to run them.
   * @returns Steps that the caller disposes of; no cell has run yet.
   * @throws {Error} If the notebook can't be read, the kernel does not start, or an assertion names a cell that does not run.
   */
  static async start(
    steps: Steps,
    path: string,
    variant: string,
    options: NotebookOptions,
  ): Promise<NotebookSteps> {
    const run = await NotebookRun.start(path, options);
    try {
      requireAssertedCells(options.cells, run);
    } catch (error) {
      await run[Symbol.asyncDispose]();
      throw error;
    }
    const files = new ExecutedFiles(options.root, path, variant);
    return new NotebookSteps(steps, run, files, options);
  }

  /**
   * Runs a cell, and the assertion about it, as one step.
   *
   * @param cell A cell of the run.
   * @param verify A check of the cell's outcome before its assertion; by default none.
   */
  async runCell(cell: Cell, verify: Verify = () => null): Promise<void> {
    const ignore = this.#leavesOut(cell);
    await this.#report(cell, () => this.#runOnce(cell), verify, ignore);
  }

  /**
   * Runs a cell whose outcome decides whether its step is reported as ignored.
   *
   * @param cell A cell of the run.
   * @param isOpen The condition on the cell's outcome under which the step is ignored.
   * @param verify A check of any other outcome before the cell's assertion.
   */
  async runOpenCell(
    cell: Cell,
    isOpen: (ran: RanCell) => boolean,
    verify: Verify,
  ): Promise<void> {
    if (this.#leavesOut(cell)) return await this.runCell(cell);
    const running = this.#runOnce(cell);
    const ran = await running.catch(() => null); // the step below reports it
    if (!ran || !isOpen(ran)) {
      return await this.#report(cell, () => running, verify, false);
    }
    await this.step(`${this.#nameOf(cell)} (unsolved)`, () => {}, true);
  }

  /**
   * Reports one step.
   *
   * @param name Name of the step.
   * @param check The step; when it throws, the notebook is kept as it ran so far.
   * @param ignore Whether to report the step as ignored instead of running it; by default when the run is over.
   */
  async step(
    name: string,
    check: () => void | Promise<void>,
    ignore: boolean = this.isOver,
  ): Promise<void> {
    await this.#steps.step({
      name,
      ignore,
      fn: async () => {
        try {
          await check();
        } catch (error) {
          this.#failed = true;
          await this.files.writeFailed(this.run.notebook);
          const text = describeError(error as Error);
          const kept = `the notebook as it ran: ${this.files.failedName}`;
          throw new CellFailure(`${text}\n\n${kept}`);
        }
      },
    });
  }

  /** Whether a cell did not run to its end, or the kernel is gone. */
  get isOver(): boolean {
    return this.#stopped || this.run.kernel.died !== null;
  }

  /**
   * Names a cell at the start of a message about it.
   *
   * @param cell A cell of the run.
   * @returns A title such as `notebooks/02_keys.ipynb › demo-keys (cell 3 of 12)`.
   */
  titleOf(cell: Cell): string {
    const { name: notebook, cells: { length: count } } = this.run;
    return cellTitle({ notebook, cell, count, label: cell.id });
  }

  /**
   * Reports the last step, and keeps the notebook if any step failed.
   *
   * @returns Whether all steps passed.
   */
  async finish(): Promise<boolean> {
    await this.step("after the last cell", async () => {
      await this.#options.after?.(this.run.kernel);
      await this.run.finish();
    });
    if (this.#failed) await this.files.writeFailed(this.run.notebook);
    else await this.files.removeFailed();
    return !this.#failed;
  }

  /** Ends the kernel. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.run[Symbol.asyncDispose]();
  }

  async #report(
    cell: Cell,
    running: () => Promise<RanCell>,
    verify: Verify,
    ignore: boolean,
  ): Promise<void> {
    await this.step(this.#nameOf(cell), async () => {
      const ran = await running();
      const problem = verify(ran);
      if (problem) throw new CellFailure(`${this.titleOf(cell)}\n${problem}`);
      try {
        await this.#options.cells?.[cell.id]?.(ran, this.run.kernel);
      } catch (error) {
        const text = describeError(error as Error);
        throw new CellFailure(
          `${this.titleOf(cell)}\nits assertion does not hold\n${text}`,
        );
      }
    }, ignore);
  }

  async #runOnce(cell: Cell): Promise<RanCell> {
    try {
      return await this.run.run(cell);
    } catch (error) {
      this.#stopped = true;
      throw error;
    }
  }

  /** A teardown runs even after a failure: its topics exist whether or not the cells before it ran well. */
  #leavesOut(cell: Cell): boolean {
    return cell.skipped || this.run.kernel.died !== null ||
      (this.#stopped && !cell.tags.includes("teardown"));
  }

  #nameOf({ number, id }: Cell): string {
    return `cell ${number} of ${this.run.cells.length}: ${id}`;
  }
}
