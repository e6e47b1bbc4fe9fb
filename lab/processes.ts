import type { Kafka } from "kafkajs";
import { Changes } from "workbook/waiting.ts";
import type { Cluster } from "workbook/cluster.ts";
import { lastWords, readJsonLines } from "./processes/lines.ts";
import { Trouble } from "workbook/errors.ts";

export { lastWords, readJsonLines, readLines } from "./processes/lines.ts";

/** What the body of a process is given. */
export interface ProcessTools<Input> {
  /** KafkaJS with the workbook's defaults, connected to the same brokers. */
  kafka: Kafka;
  /** What the notebook handed over; JSON, so offsets travel as text. */
  input: Input;
  /** Tells the notebook something, as JSON. */
  report(told: unknown): void;
}

/** A program of its own, which can be killed without harming the notebook. */
export interface KillableProcess<Report> extends AsyncDisposable {
  readonly pid: number;
  /** What it has told so far, oldest first. */
  readonly reports: Report[];
  /** Resolves when it has ended, with its exit code, or the signal that ended it. */
  readonly ended: Promise<Deno.CommandStatus>;
  /** Waits for something to become true of its reports; looks after each of them. */
  until(
    isTrue: (reports: Report[]) => boolean,
    what: string,
    deadlineMs?: number,
  ): Promise<void>;
  /** Ends it at once (`kill -9`): it can tidy up nothing, and says goodbye to no one. */
  kill(): Promise<void>;
}

/**
 * Runs a function in a process of its own, which can be killed as a crash would.
 *
 * The function is sent over as text, so it sees nothing of the notebook but what `input` hands it.
 *
 * @param cluster Whose brokers it talks to; closing the connection kills the process.
 * @param body What the process does; it ends when that is done.
 * @param input Anything that JSON can carry.
 * @returns The running process.
 *
 * @example Killed in the middle of its work
 * ```ts ignore
 * const worker = startProcess(cluster, async ({ report }) => {
 *   report("started");
 *   await new Promise(() => {});
 * }, {});
 * await worker.until((told) => told.includes("started"), "the worker to start");
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
    what: "what the process has told",
    next: "Use report() to tell something, and console.log() to print",
  });
  const ended = Promise.all([child.status, reading, stderr]).then(
    ([status, , complaint]) => {
      const how = status.signal ?? `exit code ${status.code}`;
      const why = lastWords(complaint);
      changes.fail(
        new Trouble(
          `Waited in vain: the process has ended (${how})${
            why ? `. Its last words: ${why}` : ""
          }`,
        ),
      );
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
      changes.until(() => isTrue(reports), what, deadlineMs),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
