import type { Message } from "./messages.ts";
import type { Output } from "./outputs.ts";
import { UNHANDLED } from "./in_kernel/message_types.ts";

/** What a cell threw, or why it did not come to an end. */
export interface KernelError {
  /** Name of the error's class; `TimedOut` or `KernelDied` when the cell did not end. */
  ename: string;
  /** Its message. */
  evalue: string;
  /** Lines of its stack; empty or of any other form when the error carries no usual stack. */
  traceback: string[];
}

/** What came of running some code in a kernel. */
export interface Execution {
  /** `timeout` and `died` leave no kernel behind. */
  status: "ok" | "error" | "timeout" | "died";
  /** `null` when all went well. */
  error: KernelError | null;
  /** As a notebook file keeps them; what came before the error, if any, is there too. */
  outputs: Output[];
  /** Failures that nothing awaited: of this code, or of what earlier code left running. */
  unhandled: KernelError[];
  /** Everything the kernel told meanwhile, in its order. */
  messages: Message[];
  /** How long it took, in milliseconds. */
  ms: number;
}

/**
 * Reads the error that ended a cell.
 *
 * @param reply The kernel's answer.
 * @param messages What came meanwhile. A syntax error comes without an error of its own there, as
 * "Execution failed".
 * @returns `null` when the cell ended well.
 */
export function errorOf(
  reply: Message,
  messages: Message[],
): KernelError | null {
  if (reply.content.status === "ok") return null;
  const told = messages.find(({ type }) => type === "error");
  return toError((told ?? reply).content);
}

/**
 * Reads the failures that nothing awaited.
 *
 * @param messages What came meanwhile.
 * @returns In their order; often empty.
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
