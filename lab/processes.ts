import type { Cluster } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { Changes } from "workbook/waiting.ts";
import type { forAWhile } from "./patience.ts";
import { lastWords, readJsonLines } from "./processes/lines.ts";

export {
  lastWords,
  type LineTrouble,
  readJsonLines,
} from "./processes/lines.ts";

/** What the function of a process is called with; it sees nothing else but global names. */
export interface ProcessTools<Input> {
  /** KafkaJS with the workbook's defaults, connected to the same brokers. */
  kafka: Cluster["kafka"];
  /** The value that the notebook handed over; JSON, so offsets travel as text. */
  input: Input;
  /** Sends a value to the notebook, as JSON. */
  report(value: unknown): void;
  /** Makes functions of texts in `input`: {@linkcode functionFromText}. */
  functionFromText: typeof functionFromText;
  /** Waits for something that need not happen: {@linkcode forAWhile}. */
  forAWhile: typeof forAWhile;
}

/** A process of its own, which can be killed without harming the notebook. */
export interface KillableProcess<Report> extends AsyncDisposable {
  /** The operating system's number of the process. */
  readonly pid: number;
  /** The values that it has reported so far, oldest first. */
  readonly reports: Report[];
  /** Resolves when it has ended, with its exit code, or the signal that ended it. */
  readonly ended: Promise<Deno.CommandStatus>;
  /**
   * Waits for a condition on its reports, which is checked now and after each of them.
   *
   * @param isTrue The condition.
   * @param what The thing that is waited for, as it stands after "waiting for" in the message.
   * @param deadlineMs The longest time to wait, in milliseconds; 15,000 when left out.
   * @throws {Trouble} If the deadline passes, or the process ends before.
   */
  until(
    isTrue: (reports: Report[]) => boolean,
    what: string,
    deadlineMs?: number,
  ): Promise<void>;
  /** Ends it at once (`kill -9`): it cleans up nothing, and takes leave of no group. */
  kill(): Promise<void>;
}

/**
 * Makes a function of its text, as `String(function)` gives it.
 *
 * A process gets functions as text, since no function can be sent.
 *
 * @param text The text of the function.
 * @returns The function; it sees global names, and nothing of the module that it was written in.
 * @throws {SyntaxError} If the text is not that of a function expression, as of a method or of
 * KafkaJS's own.
 *
 * @example There and back
 * ```ts
 * import { functionFromText } from "lab/processes.ts";
 *
 * const text = String((a: number, b: number) => a + b);
 * const add = functionFromText<(a: number, b: number) => number>(text);
 * console.assert(add(2, 2) === 4);
 * ```
 */
export function functionFromText<F>(text: string): F {
  return new Function(`return (${text})`)();
}

/**
 * Runs a function in a process of its own, which can be killed to act as a crash.
 *
 * The function is sent over as text, so it sees nothing of the notebook but its argument.
 *
 * @param cluster The cluster whose brokers it talks to; closing the connection kills the process.
 * @param body The function to run; the process ends when the function has.
 * @param input The value that the function finds as `input`; anything that JSON can carry.
 * @returns The running process.
 *
 * @example Killed in the middle of its work
 * ```ts ignore
 * const worker = startProcess(cluster, async ({ report }) => {
 *   report("started");
 *   await new Promise(() => {});
 * }, {});
 * await worker.until((reports) => reports.includes("started"), "the worker to start");
 * await worker.kill();
 * ```
 */
export function startProcess<Input, Report = unknown>(
  cluster: Cluster,
  body: (tools: ProcessTools<Input>) => Promise<void>,
  input: Input,
): KillableProcess<Report> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--quiet",
      `${import.meta.dirname}/processes/child.ts`,
    ],
    env: { KAFKA_BROKERS: cluster.brokers.join(","), NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    detached: true, // out of the group that Stop sends its signal to
  }).spawn();
  const changes = new Changes();
  const reports: Report[] = [];
  const stderr = new Response(child.stderr).text();
  const reading = readJsonLines(child.stdout, reports, changes, {
    what: "the report of a process",
    next: "Use report() to send a value, and console.log() to print",
  });
  let end: Trouble | undefined;
  const ended = Promise.all([child.status, reading, stderr]).then(
    ([status, , complaint]) => {
      const how = status.signal ?? `exit code ${status.code}`;
      const why = lastWords(complaint);
      end = new Trouble(
        `the process has ended (${how})${
          why ? `. Its last words: ${why}` : ""
        }`,
      );
      changes.fail(end);
      return status;
    },
  );
  const writer = child.stdin.getWriter();
  // The pipe stays open: the child ends when it closes, that is, when this program is gone.
  writer.write(
    new TextEncoder().encode(
      JSON.stringify({ body: String(body), input }) + "\n",
    ),
  ).catch(() => {});

  const kill = async (): Promise<void> => {
    try {
      child.kill("SIGKILL");
    } catch {
      // it has ended by itself
    }
    await ended;
    await writer.close().catch(() => {});
  };
  cluster.onClose(kill);
  return {
    pid: child.pid,
    reports,
    ended,
    until: (isTrue, what, deadlineMs = 15_000) =>
      changes.until(() => isTrue(reports), what, deadlineMs)
        .catch((error) => {
          if (error !== end) throw error;
          throw new Trouble(`Cannot wait for ${what}: ${error.message}`);
        }),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
