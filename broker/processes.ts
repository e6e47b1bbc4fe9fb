import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { shell } from "./shell.ts";

/** Identifies one process, also after its number was given to another. */
export interface ProcessRecord {
  /** Process id. */
  pid: number;
  /** When it started, in the words of the operating system; empty when nobody knows, and the mark alone has to tell. */
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
 * The shell itself makes the note: it does so also when whoever called it is killed at that moment.
 */
const LEAVE_RUNNING = `
cd "$1" || exit 1
log=$2 note=$3
shift 3
"$@" > "$log" 2>&1 < /dev/null &
echo $! > "$note"
echo $!`;

/**
 * Starts a program that goes on when this one ends.
 *
 * @param command Program and arguments.
 * @param options Working folder, the file that takes all output, and the file that takes the process id; both are overwritten.
 * @returns Its process id.
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
 * Tells when a process started, if it is the expected one.
 *
 * @param pid Process id.
 * @param mark Text that must occur in its command line.
 * @returns Its record, or `null` when it is gone or is another program.
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
 * Says whether a recorded process still runs.
 *
 * @param record Process id and start time.
 * @param mark Text that must occur in its command line.
 * @returns Whether it does; `false` when another process got its number.
 */
export async function isRunning(
  record: ProcessRecord,
  mark: string,
): Promise<boolean> {
  const found = await identify(record.pid, mark);
  // Whoever was killed between starting a process and looking at it has noted no time.
  return found !== null &&
    (record.started === "" || found.started === record.started);
}

/**
 * Sends a signal to a recorded process; does nothing when that process is gone.
 *
 * @param record Process id and start time.
 * @param mark Text that must occur in its command line.
 * @param signal Name without `SIG`.
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
 * @returns Whether it ended in that time.
 */
export async function waitForEnd(
  record: ProcessRecord,
  mark: string,
  timeoutMs: number,
): Promise<boolean> {
  const late = timedOut(timeoutMs, `process ${record.pid} to end`);
  const hasEnded = async (): Promise<boolean> => !await isRunning(record, mark);
  try {
    await untilAnswered(hasEnded, timeoutMs, () => late);
    return true;
  } catch (error) {
    if (error === late) return false;
    throw error;
  }
}
