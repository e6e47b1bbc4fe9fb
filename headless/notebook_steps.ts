import { CellFailure, textOf, title } from "./cell_failure.ts";
import { ExecutedFiles } from "./executed_files.ts";
import type { Cell } from "./notebook_file.ts";
import { requireAssertedCells } from "./cell_assertions.ts";
import type { NotebookOptions, Steps } from "./notebook_options.ts";
import { NotebookRun, type RanCell } from "./notebook_run.ts";

/** Tells what is wrong with a cell that has run; `null` when nothing is. */
export type Verify = (ran: RanCell) => string | null;

/**
 * Runs a notebook's cells as the steps of a test, and keeps the notebook when one fails. After a cell
 * that does not run to its end, only those with the tag `teardown` are run.
 */
export class NotebookSteps implements AsyncDisposable {
  readonly run: NotebookRun;
  readonly files: ExecutedFiles;
  #steps: Steps;
  #options: NotebookOptions;
  #failed = false;
  /** A cell did not run to its end: what follows would fail over that alone. */
  #stopped = false;

  private constructor(
    steps: Steps,
    run: NotebookRun,
    files: ExecutedFiles,
    options: NotebookOptions,
  ) {
    this.#steps = steps;
    this.run = run;
    this.files = files;
    this.#options = options;
  }

  /**
   * Starts a kernel for a notebook.
   *
   * @param steps Where to report.
   * @param path Absolute path of the notebook.
   * @param variant Tells runs of the same notebook apart, such as `solved`; may be empty.
   * @param options How to test it.
   * @returns Steps that the caller disposes of; no cell has run.
   * @throws {Error} If the notebook can't be read, the kernel does not start, or an assertion is about
   * a cell that does not run.
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
   * Runs a cell, and the assertion on it, as one step.
   *
   * @param cell One of the run's cells.
   * @param verify Looks at it before the assertion does.
   */
  async runCell(cell: Cell, verify: Verify = () => null): Promise<void> {
    const ignore = this.#leavesOut(cell);
    await this.#report(cell, () => this.#runOnce(cell), verify, ignore);
  }

  /**
   * Runs a cell whose outcome decides whether its step counts.
   *
   * @param cell One of the run's cells.
   * @param isOpen Tells that the step is to be reported as ignored.
   * @param verify Looks at it otherwise, before the assertion does.
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
   * @param name Of the step.
   * @param check Throws when the step is to fail; the notebook is then kept as it ran so far.
   * @param ignore Reports it as ignored instead; by default when the run is over.
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
          const text = textOf(error as Error);
          const kept = `the notebook as it ran: ${this.files.failedName}`;
          throw new CellFailure(`${text}\n\n${kept}`);
        }
      },
    });
  }

  /** Whether nothing more is to be tried: a cell did not run to its end, or the kernel is gone. */
  get isOver(): boolean {
    return this.#stopped || this.run.kernel.died !== null;
  }

  /**
   * Opens what is said of a cell that did run.
   *
   * @param cell One of the run's cells.
   */
  titleOf(cell: Cell): string {
    const { name: notebook, cells: { length: count } } = this.run;
    return title({ notebook, cell, count, label: cell.id });
  }

  /**
   * Reports the last step, and keeps the notebook if any failed.
   *
   * @returns Whether none did.
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
        const told = textOf(error as Error);
        throw new CellFailure(
          `${this.titleOf(cell)}\nits assertion does not hold\n${told}`,
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

  /** What a teardown removes is there whether or not the cells before it ran well. */
  #leavesOut(cell: Cell): boolean {
    const cleansUp = cell.tags.includes("teardown");
    return cell.skipped || this.run.kernel.died !== null ||
      (this.#stopped && !cleansUp);
  }

  #nameOf({ number, id }: Cell): string {
    return `cell ${number} of ${this.run.cells.length}: ${id}`;
  }
}
