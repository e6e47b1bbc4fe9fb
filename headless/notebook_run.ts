import { dirname } from "node:path";
import { startCoverage, writeCoverage } from "./coverage.ts";
import { CellFailure, type FailedCell } from "./cell_failure.ts";
import type { KernelError } from "./execution.ts";
import { failureOf, UNAWAITED } from "./failures.ts";
import { Kernel } from "./kernel.ts";
import {
  type Cell,
  codeCells,
  type Notebook,
  readNotebook,
  shortPath,
} from "./notebook_file.ts";
import { mapText, type Output, textOf } from "./outputs.ts";
import { SourceLines } from "./source_lines.ts";

/** How to run a notebook. */
export interface RunOptions {
  /** Variables to set in the kernel, such as `KAFKA_BROKERS`. */
  env?: Record<string, string>;
  /** How long a cell may take that does not say itself, in milliseconds; 30 s by default. */
  cellTimeoutMs?: number;
}

/** A cell that has run. */
export interface RanCell extends Cell {
  /** As a notebook file keeps them. */
  outputs: Output[];
  /** What a reader sees of them as plain text. */
  text: string;
  /** What it threw; only a cell with the tag `raises-exception` gets here with an error. */
  error: KernelError | null;
  /** How long it took, in milliseconds. */
  ms: number;
}

/** A notebook, a fresh kernel in its folder, and what has come of its cells so far. */
export class NotebookRun implements AsyncDisposable {
  /** The notebook with the outputs of the cells that have run. */
  readonly notebook: Notebook;
  /** Its code cells. */
  readonly cells: Cell[];
  readonly kernel: Kernel;
  /** The notebook's file, as a reader knows it. */
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
   * @param options How.
   * @returns A run that the caller disposes of; no cell has run.
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
   * @param cell One of `cells`.
   * @returns The cell, which ended as its tags say.
   * @throws {CellFailure} If it did not.
   */
  async run(cell: Cell): Promise<RanCell> {
    const { ran, failed } = await this.#execute(cell, cell.id, cell.source);
    const failure = await failureOf(failed);
    const kept = this.notebook.cells[cell.index]!;
    kept.execution_count = ++this.#count;
    kept.outputs = ran.outputs;
    kept.metadata.execution = timesOf(ran.ms);
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
   * Runs other code in the place of a cell; the notebook keeps nothing of it, and a failure that
   * it leaves in the background does not count.
   *
   * @param cell Whose place, time-out and tags.
   * @param label What to call it.
   * @param source TypeScript.
   * @throws {CellFailure} If it did not end well.
   */
  async try(cell: Cell, label: string, source: string): Promise<RanCell> {
    const { ran, failed } = await this.#execute(cell, label, source);
    const execution = { ...failed.execution, unhandled: [] };
    const failure = await failureOf({ ...failed, execution });
    if (failure) throw failure;
    return ran;
  }

  /**
   * Ends a run whose kernel lives: looks for what failed after the last cell, and writes the
   * coverage when `deno test --coverage` asks for it.
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

/**
 * When a cell that ends now has run, as JupyterLab notes it in a notebook's file.
 *
 * Source: https://jupyterlab.readthedocs.io, setting `recordTiming`
 */
function timesOf(ms: number): Record<string, string> {
  const now = Date.now();
  return {
    "iopub.execute_input": new Date(now - ms).toISOString(),
    "shell.execute_reply": new Date(now).toISOString(),
  };
}

/** An error that the kernel did not show: a syntax error, a time-out, its end. */
function asOutput({ name, message }: CellFailure): Output {
  const [first = "", ...traceback] = message.split("\n");
  return { output_type: "error", ename: name, evalue: first, traceback };
}
