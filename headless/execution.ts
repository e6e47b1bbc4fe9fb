import { MARKER, UNHANDLED } from "./in_kernel/message_types.ts";
import { TimedOut } from "./inbox.ts";
import type { Message } from "./jupyter_messages.ts";
import type { RunningKernel } from "./kernel_start.ts";
import type { OutputCollector } from "./output_collector.ts";
import type { Output } from "./outputs.ts";

const CELL_MS = 90_000;
const MARKER_MS = 30_000;

/** What a cell threw, or why it did not finish. */
export interface KernelError {
  /** Name of the error's class; `TimedOut` or `KernelDied` when the cell did not finish. */
  ename: string;
  /** Its message. */
  evalue: string;
  /** Lines of its stack; empty or of any other form when the error carries no usual stack. */
  traceback: string[];
}

/** The outcome of running some code in a kernel. */
export interface Execution {
  /** How the code ended; after `timeout` and `died` the kernel is gone. */
  status: "ok" | "error" | "timeout" | "died";
  /** The error that ended the code; `null` when it ran to its end. */
  error: KernelError | null;
  /** The outputs in a notebook file's form, including those before an error. */
  outputs: Output[];
  /** Failures that nothing awaited: of this code, or of what earlier code left running. */
  unhandled: KernelError[];
  /** Every message that the kernel sent meanwhile, in order. */
  messages: Message[];
  /** The time it took, in milliseconds. */
  ms: number;
}

/** Options for running some code. */
export interface ExecuteOptions {
  /** Longest time that the code may take before the kernel is ended, in milliseconds; 90 s by default. */
  timeoutMs?: number;
  /** Whether the code does not count as a cell: its last value is not shown. By default it counts. */
  silent?: boolean;
}

/**
 * Runs code in a kernel and waits until all its output is there; nothing else may run meanwhile.
 *
 * @param kernel The kernel to run the code in.
 * @param outputs The collector of the kernel's outputs; the same for the life of the kernel.
 * @param code The TypeScript of a cell.
 * @param options Time limit, and whether the code counts as a cell.
 * @returns The outcome; code that fails does not make this reject.
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
  }).catch(() => "gone"); // the wait below says how the kernel ended
  return await inbox.waitFor(
    ({ type, parentId }) => type === "execute_reply" && parentId === id,
    timeoutMs,
  );
}

/**
 * Outputs reach the client through a queue of their own, often after the reply and under another
 * cell's id. Once a marker that was sent after them arrives, all of them have arrived.
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
 * Writes the code that makes a kernel send a message of our own.
 *
 * @param type A message type of `in_kernel/message_types.ts`.
 * @param content A TypeScript expression for the fields of the message.
 * @returns TypeScript to run as a cell.
 */
export function broadcastCode(type: string, content: string): string {
  return `void Deno.jupyter.broadcast("${type}", ${content})`;
}

/**
 * Reads the error that ended a cell.
 *
 * @param reply The kernel's reply to the cell's request; it is "ok" when only the showing of the last value failed.
 * @param messages The messages that came meanwhile; after a syntax error none of them is an error, and
 * the reply only says "Execution failed".
 * @returns The error; `null` when the cell ended well.
 */
export function errorOf(
  reply: Message,
  messages: Message[],
): KernelError | null {
  const shown = messages.find(({ type }) => type === "error");
  if (shown) return toError(shown.content);
  return reply.content.status === "ok" ? null : toError(reply.content);
}

/**
 * Reads the failures that nothing awaited, which a kernel reports in messages of our own.
 *
 * @param messages The messages that came while a cell ran.
 * @returns The failures in order; usually none.
 */
export function unhandledIn(messages: Message[]): KernelError[] {
  return messages.filter(({ type }) => type === UNHANDLED)
    .map(({ content }) =>
      toError({ ...content, traceback: String(content.stack).split("\n") })
    );
}

function toError(content: Record<string, unknown>): KernelError {
  return {
    ename: String(content.ename ?? "Error"),
    evalue: String(content.evalue ?? content.status ?? ""),
    traceback: (content.traceback ?? []) as string[],
  };
}
