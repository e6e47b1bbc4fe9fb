/**
 * Improves the Deno kernel for the cells of a notebook: the output of a cell stays in that cell, Stop
 * ends waits and keeps the kernel, and an unhandled rejection is shown. Importing the module is
 * enough; outside a notebook it changes nothing.
 */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { Trouble } from "./errors.ts";

let stopping = new AbortController();

/**
 * Returns the signal that is aborted when the reader next presses Stop.
 *
 * Each press aborts the current signal and makes a new one, so the returned signal is not aborted yet.
 *
 * @returns The signal for a wait that starts now; outside a notebook it is never aborted.
 *
 * @example A wait that Stop can end
 * ```ts
 * import { stopSignal } from "workbook/kernel.ts";
 *
 * console.assert(!stopSignal().aborted);
 * ```
 */
export function stopSignal(): AbortSignal {
  return stopping.signal;
}

/** Functions to call when a cell has ended without an error. */
export const cellEnds: Set<() => void> = new Set();

/** Console output that has not been sent to the cell yet, and the stream that it goes to. */
const pending: { name: "stdout" | "stderr"; text: string } = {
  name: "stdout",
  text: "",
};
let flushQueued = false;

/** Sends the pending console output to the cell, so that what is displayed next stands below it. */
function flushConsole(): void {
  flushQueued = false;
  const { name, text } = pending;
  pending.text = "";
  if (text) void Deno.jupyter.broadcast("stream", { name, text });
}

/** The kernel assigns outputs to cells by the time they are sent, so few large ones go astray less often than many small ones. */
function print(name: "stdout" | "stderr", text: string): void {
  if (name !== pending.name) {
    flushConsole();
    pending.name = name;
  }
  pending.text += text;
  if (flushQueued) return;
  flushQueued = true;
  queueMicrotask(flushConsole);
}

function keepOutputInItsCell(): void {
  const [stdout, stderr] = (["stdout", "stderr"] as const).map((name) =>
    new Writable({
      decodeStrings: false,
      write: (text, _encoding, done) => (print(name, text), done()),
    })
  );
  // The whole of it, so that a table keeps its place among the lines.
  const colorMode = !Deno.noColor;
  globalThis.console = new Console({ stdout: stdout!, stderr, colorMode });
  const display = Deno.jupyter.display;
  Deno.jupyter.display = (...shown: Parameters<typeof display>) => {
    flushConsole();
    return display(...shown);
  };
}

/**
 * The kernel may end a cell, and begin the next, before its other thread has passed on the output of
 * the first, which then appears below the next cell. So the cell stays open for a moment longer.
 *
 * Source: denoland/deno, `cli/js/jupyter_kernel.js`, `iopubDrainer` and `handleExecute`.
 */
function endCellAfterItsOutput(): void {
  const kernel =
    (Deno as unknown as Record<symbol, { jupyter: KernelInternals }>)[
      (Deno as unknown as { internal: symbol }).internal
    ]!.jupyter;
  const { broadcastResult } = kernel;
  kernel.broadcastResult = async (count, result) => {
    await broadcastResult(count, result);
    for (const cellEnded of cellEnds) cellEnded();
    flushConsole();
    await untilPassedOn();
  };
}

/**
 * Does twice what the other thread does with a message, which is to sign and to write it, so that a
 * busy machine delays both alike. That thread does not announce when it is done.
 */
async function untilPassedOn(): Promise<void> {
  for (let step = 0; step < 2; step++) {
    await crypto.subtle.digest("SHA-256", new Uint8Array(1));
    await new Promise((passedOn) => setTimeout(passedOn, 5));
  }
}

/** The part of the kernel that is changed here. */
interface KernelInternals {
  /** Called when a cell has ended without an error, whether or not there is a value to show. */
  broadcastResult(count: number, result: unknown): Promise<void>;
}

/** Without a listener, the signal that Stop sends would end the kernel and everything in it. */
function endWaitsAtStop(): void {
  Deno.addSignalListener("SIGINT", () => {
    const stopped = stopping;
    stopping = new AbortController();
    stopped.abort(
      new Trouble("Stopped. The kernel and everything in it are still there"),
    );
  });
}

/** The kernel itself does not show these failures, and its timers stop working after one. */
function showForgottenFailures(): void {
  const show = (failure: unknown): void => {
    const text = failure instanceof Trouble ? failure.message : failure;
    console.error(
      "A failure that nothing awaited (is an await missing?):",
      text,
    );
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    show(event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    show(event.error);
  });
}

if (inNotebook()) {
  keepOutputInItsCell();
  endCellAfterItsOutput();
  endWaitsAtStop();
  showForgottenFailures();
}

/**
 * Checks whether this program is the kernel of a notebook.
 *
 * @returns `true` in a cell, `false` in a script or a test.
 *
 * @example In a test
 * ```ts
 * import { inNotebook } from "workbook/kernel.ts";
 *
 * console.assert(!inNotebook());
 * ```
 */
export function inNotebook(): boolean {
  try {
    return typeof Deno.jupyter.broadcast === "function";
  } catch {
    return false; // reading `Deno.jupyter` throws everywhere else
  }
}
