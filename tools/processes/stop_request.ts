import { shell } from "broker/shell.ts";

/** Signals by which a reader, a closing terminal or the system asks a program to stop. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The command line of npx, which calls itself "npm exec" where the system lets it. */
const NPX = /^(npm exec |\S*node \S*\/np[mx](-cli\.js)? )/;

/** The request that this program stop, which may come at any time. */
export interface StopRequest extends Disposable {
  /** Resolves when the program is asked to stop. */
  readonly received: Promise<void>;
}

/**
 * Waits in the background for a request that this program stop: a signal, or the end of the npx that started it.
 *
 * npx does not pass on a signal that is sent to it alone; it ends, and all that it started would go on.
 *
 * @returns The request; dispose of it to stop waiting. A second signal after the first ends the program at once.
 */
export async function listenForStop(): Promise<StopRequest> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ignore = (): void => {
    for (const signal of SIGNALS) Deno.removeSignalListener(signal, stop);
  };
  const stop = (): void => {
    ignore();
    resolve();
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
  const npx = await findNpx();
  const watch = npx === null ? null : watchFor(npx);
  void watch?.status.then(({ success }) => success && stop());
  return {
    received: promise,
    [Symbol.dispose](): void {
      ignore();
      try {
        watch?.kill("SIGKILL");
      } catch { /* it has ended by itself */ }
    },
  };
}

/** Finds the process id of the npx above this process; `null` when there is none. */
async function findNpx(): Promise<number | null> {
  const { output } = await shell("ps -A -ww -o pid= -o ppid= -o command=");
  const above = new Map<number, { parent: number; command: string }>();
  for (const line of output.split("\n")) {
    const [, pid, parent, command] = line.match(/^\s*(\d+)\s+(\d+)\s+(.*)$/) ??
      [];
    if (command !== undefined) {
      above.set(Number(pid), { parent: Number(parent), command });
    }
  }
  for (
    let pid = Deno.ppid, found = above.get(pid);
    found !== undefined;
    pid = found.parent, found = above.get(pid)
  ) if (NPX.test(found.command)) return pid;
  return null;
}

/** Starts a child that ends with exit code 0 when a process is gone; signals of the terminal do not reach it. */
function watchFor(pid: number): Deno.ChildProcess {
  return new Deno.Command("sh", {
    args: [
      "-c",
      'while kill -0 "$1" 2>/dev/null; do sleep 1; done',
      "sh",
      String(pid),
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
}
