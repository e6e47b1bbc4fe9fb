import {
  errorOf,
  type Execution,
  type KernelError,
  unhandledIn,
} from "./execution.ts";
import { MARKER } from "./in_kernel/message_types.ts";
import { TimedOut } from "./inbox.ts";
import type { RunningKernel } from "./kernel_start.ts";
import type { Message } from "./messages.ts";
import type { OutputCollector } from "./output_collector.ts";

const CELL_MS = 30_000;
const MARKER_MS = 30_000;

/** How to run some code. */
export interface ExecuteOptions {
  /** Ends the kernel when the code takes longer, in milliseconds; 30 s by default. */
  timeoutMs?: number;
  /** Does not count as a cell, and its last value is not shown. */
  silent?: boolean;
}

/**
 * Runs code in a kernel and waits until all its output is there; nothing else may run meanwhile.
 *
 * @param kernel Where.
 * @param outputs Makes the outputs; one for the life of the kernel.
 * @param code TypeScript, as a cell holds it.
 * @param options How.
 * @returns What came of it; it never rejects over the code.
 */
export async function executeIn(
  kernel: RunningKernel,
  outputs: OutputCollector,
  code: string,
  { timeoutMs = CELL_MS, silent = false }: ExecuteOptions,
): Promise<Execution> {
  const start = performance.now();
  let status: Execution["status"];
  let error: KernelError | null;
  let messages: Message[];
  try {
    const reply = await request(kernel, code, silent, timeoutMs);
    messages = kernel.inbox.take(await allIsOut(kernel));
    error = errorOf(reply, messages);
    status = error ? "error" : "ok";
  } catch (failure) {
    // Nothing else ends a cell that waits: the kernel reads no further request meanwhile.
    kernel.process.kill();
    await kernel.inbox.ended;
    messages = kernel.inbox.take();
    status = failure instanceof TimedOut ? "timeout" : "died";
    const { name, message } = failure as Error;
    error = { ename: name, evalue: message, traceback: [] };
  }
  return {
    status,
    error,
    outputs: outputs.collect(messages),
    unhandled: unhandledIn(messages),
    messages,
    ms: performance.now() - start,
  };
}

async function request(
  { channels, inbox }: RunningKernel,
  code: string,
  silent: boolean,
  timeoutMs: number,
): Promise<Message> {
  const id = await channels.send("execute_request", {
    code,
    silent,
    store_history: !silent,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  }).catch(() => "gone"); // the wait below tells how the kernel ended
  return await inbox.waitFor(
    ({ type, parentId }) => type === "execute_reply" && parentId === id,
    timeoutMs,
  );
}

/**
 * Outputs reach the client by a queue of their own, often after the reply and under another cell's
 * name. When a marker that went in behind them comes out, all of them have.
 */
async function allIsOut(kernel: RunningKernel): Promise<Message> {
  const id = crypto.randomUUID();
  const code = broadcastCode(MARKER, JSON.stringify({ id }));
  await request(kernel, code, true, MARKER_MS);
  return await kernel.inbox.waitFor(
    ({ type, content }) => type === MARKER && content.id === id,
    MARKER_MS,
  );
}

/**
 * Code by which a kernel sends a message of our own.
 *
 * @param type One of `in_kernel/message_types.ts`.
 * @param content TypeScript for its fields.
 * @returns TypeScript, to be run as a cell.
 */
export function broadcastCode(type: string, content: string): string {
  return `void Deno.jupyter.broadcast("${type}", ${content})`;
}
