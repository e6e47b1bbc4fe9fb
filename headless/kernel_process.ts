const KEPT_CHARACTERS = 20_000;
const PATIENCE_MS = 500;

/** The kernel's process ended. */
export class KernelDied extends Error {
  /** Always `KernelDied`. */
  override name = "KernelDied";

  /**
   * Creates the error that reports the end of a kernel.
   *
   * @param how The exit code of the process, or the signal that ended it.
   * @param reason The end of its stderr, or why it was killed; often empty.
   */
  constructor(readonly how: number | Deno.Signal, readonly reason: string) {
    const end = typeof how === "number" ? `with exit code ${how}` : `by ${how}`;
    super(`the kernel's process ended ${end}${reason && `\n${reason}`}`);
  }
}

/** Folder and environment of a kernel's process. */
export interface ProcessOptions {
  /** The folder it runs in: the base of relative imports and of the search for `deno.json`. */
  cwd?: string;
  /** Variables to set beside those of this process, such as `KAFKA_BROKERS`. */
  env?: Record<string, string>;
}

/** The process of one `deno jupyter` kernel; its creator must kill it. */
export class KernelProcess {
  /** Resolves once the process has ended and its stderr is read; never rejects. */
  readonly ended: Promise<KernelDied>;
  #child: Deno.ChildProcess;

  /**
   * Starts the kernel's process.
   *
   * @param connectionPath Path of the connection file.
   * @param options Folder and environment of the process.
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

  /** Id of the process. */
  get pid(): number {
    return this.#child.pid;
  }

  /** Kills the process and what cells have started in its group; does nothing when all have ended already. */
  kill(): void {
    this.#signal("SIGKILL");
  }

  /** Sends SIGINT to the whole process group; does nothing when it has ended already. */
  interrupt(): void {
    this.#signal("SIGINT");
  }

  #signal(signal: Deno.Signal): void {
    try {
      Deno.kill(-this.pid, signal);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  async #watch(): Promise<KernelDied> {
    const stderr = new LastWords(this.#child.stderr);
    const { code, signal } = await this.#child.status;
    this.kill(); // what a cell has started lives no longer than the kernel
    const text = await stderr.text();
    await this.#child.stdin.close().catch(() => {}); // broken: nobody reads it any more
    return new KernelDied(signal ?? code, text);
  }
}

/** Reads a stream of a process for as long as the process lives, and keeps the end of the text. */
class LastWords {
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #reading: Promise<void>;
  #text = "";

  /** @param stream The stdout or stderr of a process. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
    this.#reading = this.#read();
  }

  /**
   * Closes the stream once the process has ended.
   *
   * @returns At most the last 20,000 characters, trimmed; empty when nothing was written.
   */
  async text(): Promise<string> {
    // A child process of the kernel may outlive it and hold the stream open.
    const timer = setTimeout(() => this.#reader.cancel(), PATIENCE_MS);
    await this.#reading;
    clearTimeout(timer);
    return this.#text.trim();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) return;
      const text = this.#text + decoder.decode(value, { stream: true });
      this.#text = text.slice(-KEPT_CHARACTERS);
    }
  }
}
