import { within } from "workbook/deadlines.ts";

const PAUSE_MS = 10;

/**
 * Asks the brokers again and again until they give the answer that is waited for; for what they
 * tell nobody by themselves.
 *
 * @param ask Resolves with whether it is so now.
 * @param deadlineMs How long to go on, in milliseconds.
 * @param late Makes the error for a missed deadline; called only then, so it can tell the last answer.
 * @throws What `ask` throws, what `late` makes, or `Trouble` when Stop was pressed.
 *
 * @example The third answer
 * ```ts
 * import { untilAnswered } from "workbook/polling.ts";
 *
 * let asked = 0;
 * await untilAnswered(() => Promise.resolve(++asked === 3), 1_000, () => new Error("too late"));
 * console.assert(asked === 3);
 * ```
 */
export async function untilAnswered(
  ask: () => Promise<boolean>,
  deadlineMs: number,
  late: () => Error,
): Promise<void> {
  let isOver = false;
  const asking = async (): Promise<void> => {
    while (!isOver && !(await ask())) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  try {
    await within(deadlineMs, asking(), late);
  } finally {
    isOver = true;
  }
}
