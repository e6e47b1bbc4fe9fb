/**
 * Makes the cells of a notebook behave on the Deno kernel: what a cell prints stays in that cell,
 * Stop ends what waits and keeps the kernel, and a failure that nothing awaited is shown.
 *
 * Importing the module is enough; outside a notebook it changes nothing.
 */
import { formatWithOptions } from "node:util";
import { Trouble } from "./errors.ts";

let stopping = new AbortController();

/**
 * Tells a wait that the reader pressed Stop.
 *
 * Each press aborts the signal that was current and makes a new one, so a signal asked for now is
 * never aborted yet.
 *
 * @returns The signal for what starts now.
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

/** Where console output goes, and the part of it that the cell has not been given yet. */
const pending: { name: "stdout" | "stderr"; text: string } = {
  name: "stdout",
  text: "",
};
let flushQueued = false;

/** Hands the console output so far to the cell, so that what is shown next stands below it. */
function flushConsole(): void {
  flushQueued = false;
  const { name, text } = pending;
  pending.text = "";
  if (text) void Deno.jupyter.broadcast("stream", { name, text });
}

/** The kernel tells outputs from cells by when they are sent, so few large ones go astray less than many small ones. */
function print(name: "stdout" | "stderr", values: unknown[]): void {
  if (name !== pending.name) {
    flushConsole();
    pending.name = name;
  }
  pending.text += formatWithOptions({ colors: !Deno.noColor }, ...values) +
    "\n";
  if (flushQueued) return;
  flushQueued = true;
  queueMicrotask(flushConsole);
}

function keepOutputInItsCell(): void {
  for (const level of ["log", "info", "debug"] as const) {
    console[level] = (...values: unknown[]) => print("stdout", values);
  }
  for (const level of ["warn", "error"] as const) {
    console[level] = (...values: unknown[]) => print("stderr", values);
  }
  const display = Deno.jupyter.display;
  Deno.jupyter.display = (...shown: Parameters<typeof display>) => {
    flushConsole();
    return display(...shown);
  };
}

/**
 * The kernel may call a cell done, and begin the next, before its other thread has passed on what
 * the cell has shown; that then appears below the next cell. So the cell stays open for a moment more.
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
    flushConsole();
    await untilPassedOn();
  };
}

/**
 * Takes twice the steps that the other thread takes with a message, signing it and writing it, so
 * that a busy machine delays both alike. That thread tells nobody when it is done.
 */
async function untilPassedOn(): Promise<void> {
  for (let step = 0; step < 2; step++) {
    await crypto.subtle.digest("SHA-256", new Uint8Array(1));
    await new Promise((passedOn) => setTimeout(passedOn, 5));
  }
}

/** What the kernel calls when a cell has ended well, whether or not there is a value to show. */
interface KernelInternals {
  broadcastResult(count: number, result: unknown): Promise<void>;
}

/** Without a listener the signal that Stop sends would end the kernel and everything in it. */
function endWaitsAtStop(): void {
  Deno.addSignalListener("SIGINT", () => {
    const stopped = stopping;
    stopping = new AbortController();
    stopped.abort(
      new Trouble("Stopped. The kernel and everything in it are still there"),
    );
  });
}

/** The kernel shows nothing of these by itself, and its timers stand still afterwards. */
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
 * Tells whether this program is the kernel of a notebook.
 *
 * @returns `true` in a cell, `false` in a script or test.
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
