import {
  broadcastCode,
  executeIn,
  type ExecuteOptions,
  type Execution,
  type KernelError,
} from "./execution.ts";
import { UNHANDLED, VALUE } from "./in_kernel/message_types.ts";
import type { KernelDied, ProcessOptions } from "./kernel_process.ts";
import { type RunningKernel, startKernel } from "./kernel_start.ts";
import { OutputCollector } from "./output_collector.ts";

const ANSWER_MS = 10_000;
const PREAMBLE = new URL("./in_kernel/preamble.ts", import.meta.url).href;

/**
 * A Deno kernel of its own, driven as JupyterLab drives it.
 *
 * The process ends with this object, with this process (however that ends), or with a cell that
 * takes too long.
 *
 * @example Read a value
 * ```ts ignore
 * await using kernel = await Kernel.start();
 * await kernel.execute("const orders = ['1001'];");
 * console.log(await kernel.evaluate<number>("orders.length")); // 1
 * ```
 */
export class Kernel implements AsyncDisposable {
  #parts: RunningKernel;
  #outputs = new OutputCollector();
  /** A second request waits here, since outputs belong to the code that runs. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: RunningKernel) {
    this.#parts = parts;
  }

  /**
   * Starts a kernel.
   *
   * @param options Folder and environment of the kernel; by default those of this process.
   * @returns A kernel that is ready for its first cell; the caller disposes of it.
   * @throws {KernelDied} If its process ends first, for example because of a broken `deno.json`.
   * @throws {Error} If it is not ready in time.
   */
  static async start(options: ProcessOptions = {}): Promise<Kernel> {
    const kernel = new Kernel(await startKernel(options));
    const prepared = await kernel.execute(
      `await import(${JSON.stringify(PREAMBLE)}); void 0`,
      { silent: true },
    );
    if (prepared.status === "ok") return kernel;
    const reason = kernel.died ??
      new Error(`Cannot start a kernel: ${summary(prepared.error!)}`);
    await kernel[Symbol.asyncDispose]();
    throw reason;
  }

  /** The id of its process. */
  get pid(): number {
    return this.#parts.process.pid;
  }

  /** How its process ended; `null` while it runs. */
  get died(): KernelDied | null {
    return this.#parts.inbox.endReason;
  }

  /**
   * Runs code as a cell, and waits until all its output is there.
   *
   * @param code The TypeScript of a cell.
   * @param options Time limit, and whether the code counts as a cell.
   * @returns The outcome; code that fails does not make this reject.
   */
  execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const execution = this.#turn.then(() =>
      executeIn(this.#parts, this.#outputs, code, options)
    );
    this.#turn = execution;
    return execution;
  }

  /**
   * Reads a value from the kernel, such as a variable that a cell declared.
   *
   * @param expression A TypeScript expression; it may await.
   * @returns The value as JSON carries it: a `bigint` comes as a string, a `Date` as ISO text, a
   * `Map` as `{}`, `NaN` as `null`; `undefined` stays what it is.
   * @throws {Error} If the code is no expression, throws, or takes longer than 10 s.
   */
  async evaluate<T>(expression: string): Promise<T> {
    const id = crypto.randomUUID();
    const code = broadcastCode(
      VALUE,
      `{ id: ${JSON.stringify(id)}, json: JSON.stringify(
        await (${expression}\n),
        (_key, value) => typeof value === "bigint" ? String(value) : value,
      ) }`,
    );
    const { error, messages } = await this.execute(code, {
      silent: true,
      timeoutMs: ANSWER_MS,
    });
    // What failed in the background is reported with the next cell.
    this.#parts.inbox.putBack(
      messages.filter(({ type }) => type === UNHANDLED),
    );
    if (error) {
      throw new Error(
        `Cannot evaluate "${expression}" in the kernel: ${summary(error)}`,
      );
    }
    const answer = messages.find(({ type, content }) =>
      type === VALUE && content.id === id
    );
    const json = answer?.content.json as string | undefined;
    return json === undefined ? undefined as T : JSON.parse(json);
  }

  /**
   * Sends SIGINT to the process and to what it has started in its group, as JupyterLab's Stop does:
   * without a listener in the notebook it ends the kernel.
   */
  interrupt(): void {
    this.#parts.process.interrupt();
  }

  /** Kills the process and waits until it is gone; a regular shutdown would run no code of the cells either. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { process, inbox } = this.#parts;
    process.kill();
    await inbox.ended;
  }
}

/** The kernel gives no reason for a syntax error. */
function summary({ ename, evalue, traceback }: KernelError): string {
  return evalue === "Execution failed" && traceback.length === 0
    ? "expected an expression"
    : `${ename}: ${evalue}`;
}
