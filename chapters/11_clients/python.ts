import { venvPython } from "broker/places.ts";
import { lastWords, readJsonLines } from "lab/processes.ts";
import type { Cluster } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { Changes, within } from "workbook/waiting.ts";

/** A running Python program that reads and prints lines of JSON. */
export interface PythonProgram extends AsyncDisposable {
  /** The id of its process. */
  readonly pid: number;
  /**
   * Writes a question to the program's standard input as a line of JSON, and waits for the next line
   * on its standard output. With `undefined` it writes nothing, and only waits.
   *
   * The program is killed when it has not answered within 15 s, or within `deadlineMs`.
   */
  ask<Answer>(question: unknown, deadlineMs?: number): Promise<Answer>;
}

const PYTHON = venvPython();
const DEADLINE_MS = 15_000;
const FAREWELL_MS = 2_000;

/**
 * Starts a Python program on the workbook's own Python, in which `confluent_kafka` can be imported.
 *
 * @param cluster The cluster whose closing ends the program.
 * @param program The text of the program. It reads JSON from standard input, a line at a time, and
 * ends when there is no more; what it prints is JSON too, a line an answer.
 * @param input The first line of its standard input, as a value that JSON can carry.
 * @returns The running program; `await using` ends it earlier.
 * @throws {Trouble} If there is no Python; `ask` throws one if the program fails or is late.
 *
 * @example A program that adds one
 * ```ts ignore
 * const more = startPython(cluster, `
 * import json, sys
 * step = json.loads(input())
 * for line in sys.stdin: print(json.loads(line) + step, flush=True)
 * `, 1);
 * await more.ask(41); // 42
 * ```
 */
export function startPython(
  cluster: Pick<Cluster, "onClose">,
  program: string,
  input: unknown,
): PythonProgram {
  const child = spawn(program);
  const changes = new Changes();
  const answers: unknown[] = [];
  const stderr = new Response(child.stderr).text();
  const reading = readJsonLines(child.stdout, answers, changes, {
    what: "the answer of the Python program",
    next: "Print with file=sys.stderr what is no answer",
  });
  const ended = Promise.all([child.status, stderr, reading])
    .then(([, complaint]) => changes.fail(troubleIn(complaint)));
  const writer = child.stdin.getWriter();
  const write = (value: unknown): void => {
    // A program that has ended says so by itself.
    writer.write(new TextEncoder().encode(JSON.stringify(value) + "\n"))
      .catch(() => {});
  };
  const kill = (): void => {
    try {
      child.kill("SIGKILL");
    } catch {
      // it has ended by itself
    }
  };
  const close = async (): Promise<void> => {
    await writer.close().catch(() => {});
    await within(FAREWELL_MS, ended, () => new Error("late")).catch(kill);
    await ended;
  };
  cluster.onClose(close);
  write(input);
  let asked = 0;
  return {
    pid: child.pid,
    async ask<Answer>(question: unknown, ms = DEADLINE_MS): Promise<Answer> {
      if (question !== undefined) write(question);
      const mine = asked++;
      const what = "an answer of the Python program";
      const answered = changes.until(() => answers.length > mine, what, ms);
      await answered.catch((error) => {
        kill();
        throw error;
      });
      return answers[mine] as Answer;
    },
    [Symbol.asyncDispose]: close,
  };
}

/**
 * Runs a Python program that prints one answer, and waits for its end.
 *
 * @param cluster The cluster whose closing ends the program.
 * @param program The text of the program, as for {@link startPython}.
 * @param input The only line of its standard input, as a value that JSON can carry.
 * @param deadlineMs The time after which it is killed, in milliseconds; 15,000 when left out.
 * @returns The answer that it printed, read as JSON.
 * @throws {Trouble} If there is no Python, or the program fails or is late.
 *
 * @example Which librdkafka it is
 * ```ts ignore
 * await runPython(cluster, `
 * import confluent_kafka, json
 * print(json.dumps(confluent_kafka.libversion()[0]))
 * `, null); // "2.16.0"
 * ```
 */
export async function runPython<Answer>(
  cluster: Pick<Cluster, "onClose">,
  program: string,
  input: unknown,
  deadlineMs?: number,
): Promise<Answer> {
  await using running = startPython(cluster, program, input);
  return await running.ask<Answer>(undefined, deadlineMs);
}

/** Ends the program within about a second after this one is gone, even by SIGKILL. */
const LEASH = `
import os, threading, time

def end_with_notebook():
    while os.getppid() == ${Deno.pid}: time.sleep(1)
    os._exit(1)

threading.Thread(target=end_with_notebook, daemon=True).start()
`;

function spawn(program: string): Deno.ChildProcess {
  try {
    return new Deno.Command(PYTHON, {
      args: ["-I", "-u", "-c", LEASH + program],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      detached: true, // out of the group that Stop sends its signal to
    }).spawn();
  } catch (cause) {
    throw new Trouble(missing("found none"), { cause });
  }
}

function missing(found: string): string {
  return `Cannot run the Python program: expected Python with confluent-kafka in ".workbook/venv" but ${found}. Run "deno task setup" in a terminal, and then this cell again`;
}

/** Makes the error for a program that has ended, from what it wrote to standard error. */
function troubleIn(complaint: string): Trouble {
  if (complaint.includes("No module named 'confluent_kafka'")) {
    return new Trouble(missing("found Python without it"));
  }
  const words = lastWords(complaint);
  return new Trouble(
    words
      ? `The Python program has ended. Its last words: ${words}`
      : "The Python program has ended without another answer",
  );
}
