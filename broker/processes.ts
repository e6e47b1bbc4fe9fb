import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { shell } from "./shell.ts";

/** The identity of one process, even after the system gave its number to another. */
export interface ProcessRecord {
  /** Process id. */
  pid: number;
  /** Its start time, as the operating system prints it; empty when it is unknown, and the mark alone identifies the process. */
  started: string;
}

/**
 * Prints start time, then command line; nothing for a process that is gone or only waits to be reaped.
 *
 * Linux shows an empty command line for a moment while a process turns into another program.
 */
const DESCRIBE = `
if [ -r /proc/self/stat ]; then
  looks=100
  while [ "$looks" -gt 0 ]; do
    { read -r line < "/proc/$1/stat"; } 2>/dev/null || exit 0
    command=$({ tr '\\0' ' ' < "/proc/$1/cmdline"; } 2>/dev/null)
    [ -n "$command" ] && break
    case \${line##*) } in Z*) exit 0 ;; esac
    looks=$((looks - 1))
    sleep 0.01
  done
  set -- \${line##*) }
  shift 19
  printf '%s\\n%s' "$1" "$command"
else
  ps -ww -p "$1" -o lstart= -o command=
fi`;

/** Succeeds when every thread of a process stands still. */
const STANDS_STILL = `
if [ -d "/proc/$1/task" ]; then
  ! cat "/proc/$1"/task/*/status | grep '^State:' | grep -qv 'T (stopped)'
else
  case $(ps -p "$1" -o state=) in T*) ;; *) exit 1 ;; esac
fi`;

/**
 * Leaves a program running, its output in a file; notes and prints its process id.
 *
 * The shell itself makes the note, so that it is made even if the caller is killed at that moment.
 */
const LEAVE_RUNNING = `
cd "$1" || exit 1
log=$2 note=$3
shift 3
"$@" > "$log" 2>&1 < /dev/null &
echo $! > "$note"
echo $!`;

/**
 * Starts a program that runs on when this one ends.
 *
 * @param command The program and its arguments.
 * @param options The working folder, the file for all output, and the file for the process id; both files are overwritten.
 * @returns The process id of the program.
 * @throws {Error} If the working folder does not exist.
 */
export async function leaveRunning(
  command: string[],
  options: { folder: string; log: string; note?: string },
): Promise<number> {
  const { code, output, error } = await shell(
    LEAVE_RUNNING,
    options.folder,
    options.log,
    options.note ?? "/dev/null",
    ...command,
  );
  if (code !== 0) throw new Error(`Cannot start "${command[0]}": ${error}`);
  return Number(output);
}

/**
 * Identifies a process by its command line, and reads when it started.
 *
 * @param pid Process id.
 * @param mark Text that must occur in the command line of the process.
 * @returns The process's record, or `null` when it is gone or is another program.
 */
export async function identify(
  pid: number,
  mark: string,
): Promise<ProcessRecord | null> {
  const { output } = await shell(DESCRIBE, String(pid));
  if (!output.includes(mark)) return null;
  // On Linux the first line, else the five words that "ps" takes for a date.
  const started = output.match(/^\d+(?=\n)|^(?:\s*\S+){5}/)?.[0].trim();
  return started === undefined ? null : { pid, started };
}

/**
 * Reads the file in which a process was recorded.
 *
 * @param path Absolute path of the file: process id, then start time.
 * @returns The record, or `null` when there is no file, or what it holds is no record.
 */
export async function readRecord(path: string): Promise<ProcessRecord | null> {
  try {
    const text = (await Deno.readTextFile(path)).trim();
    const [, pid, started = ""] = text.match(/^(\d+)(?: (.*))?$/) ?? [];
    return pid === undefined ? null : { pid: Number(pid), started };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/**
 * Checks whether a recorded process still runs.
 *
 * @param record Process id and start time.
 * @param mark Text that must occur in its command line.
 * @returns `true` if it runs; `false` also when another process got its number.
 */
export async function isRunning(
  record: ProcessRecord,
  mark: string,
): Promise<boolean> {
  const found = await identify(record.pid, mark);
  // No time was noted if the starting process was killed before it could read the time.
  return found !== null &&
    (record.started === "" || found.started === record.started);
}

/**
 * Sends a signal to a recorded process; does nothing when that process is gone.
 *
 * @param record Process id and start time.
 * @param mark Text that must occur in its command line.
 * @param signal Name of the signal without `SIG`.
 */
export async function signal(
  record: ProcessRecord,
  mark: string,
  signal: "TERM" | "KILL" | "STOP" | "CONT",
): Promise<void> {
  if (!await isRunning(record, mark)) return;
  await shell(`kill -${signal} "$1"`, String(record.pid));
}

/**
 * Waits until a process to which `STOP` was sent stands still; on a busy machine it runs on for a moment.
 *
 * @param record Process id and start time.
 * @param timeoutMs The longest time to wait, in milliseconds.
 * @throws {Trouble} If it runs on after that time.
 */
export async function waitForStandstill(
  record: ProcessRecord,
  timeoutMs: number,
): Promise<void> {
  const standsStill = async (): Promise<boolean> =>
    (await shell(STANDS_STILL, String(record.pid))).code === 0;
  await untilAnswered(
    standsStill,
    timeoutMs,
    () => timedOut(timeoutMs, `process ${record.pid} to stand still`),
  );
}

/**
 * Waits for the end of a recorded process.
 *
 * @param record Process id and start time.
 * @param mark Text that must occur in its command line.
 * @param timeoutMs The longest time to wait, in milliseconds.
 * @param getsFurther A function that checks, each time this time is over, whether to wait as long again. Default: never.
 * @returns Whether it ended in that time.
 */
export async function waitForEnd(
  record: ProcessRecord,
  mark: string,
  timeoutMs: number,
  getsFurther: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<boolean> {
  const late = timedOut(timeoutMs, `process ${record.pid} to end`);
  const hasEnded = async (): Promise<boolean> => !await isRunning(record, mark);
  try {
    await untilAnswered(hasEnded, timeoutMs, () => late);
    return true;
  } catch (error) {
    if (error !== late) throw error;
    return await getsFurther() &&
      await waitForEnd(record, mark, timeoutMs, getsFurther);
  }
}
