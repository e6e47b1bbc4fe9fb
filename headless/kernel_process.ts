import { LastWords } from "./last_words.ts";

/** The kernel's process ended. */
export class KernelDied extends Error {
  override name = "KernelDied";

  /**
   * @param how Its exit code, or the signal that ended it.
   * @param reason The end of what it wrote to stderr, or why it was ended; often empty.
   */
  constructor(readonly how: number | Deno.Signal, readonly reason: string) {
    const end = typeof how === "number" ? `with exit code ${how}` : `by ${how}`;
    super(`the kernel's process ended ${end}${reason && `\n${reason}`}`);
  }
}

/** Where a kernel runs. */
export interface ProcessOptions {
  /** The folder it runs in: base of relative imports, and where its `deno.json` is looked for. */
  cwd?: string;
  /** Variables to set beside those of this process, such as `KAFKA_BROKERS`. */
  env?: Record<string, string>;
}

/** The process of one `deno jupyter` kernel; whoever makes it kills it. */
export class KernelProcess {
  /** Resolves once it has ended and its last words are read; never rejects. */
  readonly ended: Promise<KernelDied>;
  #child: Deno.ChildProcess;

  /**
   * @param connectionPath The connection file.
   * @param options Where it runs.
   */
  constructor(connectionPath: string, { cwd, env }: ProcessOptions) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["jupyter", "--quiet", "--kernel", "--conn", connectionPath],
      ...(cwd && { cwd }),
      env: { NO_COLOR: "1", NODE_OPTIONS: "--no-warnings", ...env },
      detached: true, // leads a group of its own, as a kernel of Jupyter does
      stdin: "piped",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.ended = this.#watch();
  }

  /** Its process id. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Ends it at once; nothing happens when it has ended already. */
  kill(): void {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended
    }
  }

  /** Sends SIGINT to its whole group; nothing happens when that has ended already. */
  interrupt(): void {
    try {
      Deno.kill(-this.pid, "SIGINT");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  async #watch(): Promise<KernelDied> {
    const stderr = new LastWords(this.#child.stderr);
    const { code, signal } = await this.#child.status;
    const text = await stderr.text();
    await this.#child.stdin.close().catch(() => {}); // broken: nobody reads it any more
    return new KernelDied(signal ?? code, text);
  }
}
