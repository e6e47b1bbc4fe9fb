import { dirname } from "node:path";
import { startCoverage, writeCoverage } from "./coverage.ts";
import { CellFailure, type FailedCell } from "./cell_failure.ts";
import type { KernelError } from "./execution.ts";
import { failureOf, UNAWAITED } from "./failures.ts";
import { Kernel } from "./kernel.ts";
import {
  type Cell,
  codeCells,
  executionTimes,
  type Notebook,
  readNotebook,
  shortPath,
} from "./notebook_file.ts";
import { mapText, type Output, textOf } from "./outputs.ts";
import { SourceLines } from "./source_lines.ts";

/** Options for running a notebook. */
export interface RunOptions {
  /** Variables to set in the kernel, such as `KAFKA_BROKERS`. */
  env?: Record<string, string>;
  /** Time limit of a cell that sets none itself, in milliseconds; 90 s by default. */
  cellTimeoutMs?: number;
}

/** A cell that has run. */
export interface RanCell extends Cell {
  /** Its outputs in a notebook file's form. */
  outputs: Output[];
  /** Its outputs as plain text. */
  text: string;
  /** What it threw; only a cell with the tag `raises-exception` gets here with an error. */
  error: KernelError | null;
  /** The time it took, in milliseconds. */
  ms: number;
}

/** A notebook, a fresh kernel in its folder, and the outcome of its cells so far. */
export class NotebookRun implements AsyncDisposable {
  /** The notebook with the outputs of the cells that have run. */
  readonly notebook: Notebook;
  /** Its code cells. */
  readonly cells: Cell[];
  /** The kernel in which they run. */
  readonly kernel: Kernel;
  /** Path of the notebook for messages, relative to the checkout. */
  readonly name: string;
  #options: RunOptions;
  #lines = new SourceLines();
  #count = 0;

  private constructor(
    path: string,
    notebook: Notebook,
    cells: Cell[],
    kernel: Kernel,
    options: RunOptions,
  ) {
    this.notebook = notebook;
    this.cells = cells;
    this.kernel = kernel;
    this.name = shortPath(path);
    this.#options = options;
    for (const { index } of cells) notebook.cells[index]!.outputs = [];
  }

  /**
   * Reads a notebook and starts a kernel for it.
   *
   * @param path Absolute path of the notebook.
   * @param options Environment and time limit of the cells.
   * @returns A run that the caller disposes of; no cell has run yet.
   * @throws {Error} If the notebook can't be read, or the kernel does not start.
   */
  static async start(path: string, options: RunOptions): Promise<NotebookRun> {
    const notebook = await readNotebook(path);
    const cells = codeCells(notebook);
    const { env = {} } = options;
    const kernel = await Kernel.start({ cwd: dirname(path), env });
    const run = new NotebookRun(path, notebook, cells, kernel, options);
    try {
      if (Deno.env.has("DENO_COVERAGE_DIR")) await startCoverage(kernel);
      return run;
    } catch (error) {
      await kernel[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Runs a cell and keeps its outputs in the notebook.
   *
   * @param cell A cell of this notebook.
   * @returns The cell with its outputs; it ended as its tags say.
   * @throws {CellFailure} If the cell did not end as its tags say.
   */
  async run(cell: Cell): Promise<RanCell> {
    const { ran, failed } = await this.#execute(cell, cell.id, cell.source);
    const failure = await failureOf(failed);
    const kept = this.notebook.cells[cell.index]!;
    kept.execution_count = ++this.#count;
    kept.outputs = ran.outputs;
    kept.metadata.execution = executionTimes(ran.ms);
    for (const output of ran.outputs) {
      if ("execution_count" in output) output.execution_count = this.#count;
    }
    if (!failure) return ran;
    const shown = ran.outputs.some(({ output_type }) =>
      output_type === "error"
    );
    if (!shown) kept.outputs.push(asOutput(failure));
    throw failure;
  }

  /**
   * Runs other code in the place of a cell; the notebook keeps no output of it, and a failure that
   * it leaves in the background is ignored.
   *
   * @param cell The cell whose place, time limit and tags apply.
   * @param label Name of the code in messages.
   * @param source The TypeScript to run.
   * @returns The cell with the code's outputs.
   * @throws {CellFailure} If the code did not end as the cell's tags say.
   */
  async try(cell: Cell, label: string, source: string): Promise<RanCell> {
    const { ran, failed } = await this.#execute(cell, label, source);
    const execution = { ...failed.execution, unhandled: [] };
    const failure = await failureOf({ ...failed, execution });
    if (failure) throw failure;
    return ran;
  }

  /**
   * Ends a run whose kernel lives: looks for failures after the last cell, and writes the coverage
   * when `deno test --coverage` asks for it.
   *
   * @throws {CellFailure} If something failed in the background.
   */
  async finish(): Promise<void> {
    if (this.kernel.died) return;
    const { unhandled: [late] } = await this.kernel.execute(
      "await new Promise((resolve) => setTimeout(resolve, 0))",
      { silent: true },
    );
    const folder = Deno.env.get("DENO_COVERAGE_DIR");
    if (folder) await writeCoverage(this.kernel, folder);
    if (!late) return;
    throw new CellFailure(
      `${this.name}, after the last cell: ${UNAWAITED}\n${late.ename}: ${late.evalue}`,
    );
  }

  /** Ends the kernel. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.kernel[Symbol.asyncDispose]();
  }

  async #execute(
    cell: Cell,
    label: string,
    source: string,
  ): Promise<{ ran: RanCell; failed: FailedCell }> {
    const limit = cell.timeoutMs ?? this.#options.cellTimeoutMs;
    const execution = await this.kernel.execute(
      this.#lines.send(label, source),
      limit ? { timeoutMs: limit } : {},
    );
    const { outputs, error, ms } = execution;
    mapText(outputs, (text) => this.#lines.restore(text));
    const failed: FailedCell = {
      notebook: this.name,
      count: this.cells.length,
      lines: this.#lines,
      cell,
      label,
      source,
      execution,
    };
    return {
      ran: { ...cell, source, outputs, text: textOf(outputs), error, ms },
      failed,
    };
  }
}

/** An error that the kernel did not show: a syntax error, a time-out, the end of the kernel. */
function asOutput({ name, message }: CellFailure): Output {
  const [first = "", ...traceback] = message.split("\n");
  return { output_type: "error", ename: name, evalue: first, traceback };
}
