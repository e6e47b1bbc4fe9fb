import { untilAnswered } from "workbook/waiting.ts";

/** The longest time that a timer can run. */
const FOREVER_MS = 2 ** 31 - 1;

/**
 * Polls for as long as it takes: what is asked ends the wait, by its answer or by an error.
 *
 * @param ask A function that asks once, and resolves to whether the answer is the expected one.
 * @throws What `ask` throws, or `Trouble` if the reader pressed Stop.
 */
export async function poll(ask: () => Promise<boolean>): Promise<void> {
  const late = (): Error => new Error("the longest wait is over");
  await untilAnswered(ask, FOREVER_MS, late);
}
