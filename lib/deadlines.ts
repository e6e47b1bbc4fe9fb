import { stopSignal } from "workbook/cells.ts";

/**
 * Waits for some work, but neither past a deadline nor past the reader's Stop.
 *
 * The work itself goes on; whoever started it ends it.
 *
 * @param deadlineMs How long to wait, in milliseconds.
 * @param work What to wait for.
 * @param late Makes the error for a missed deadline; called only then, so it can tell what was seen.
 * @returns What the work gives.
 * @throws What `late` makes, the work's own failure, or `Trouble` when Stop was pressed.
 *
 * @example In time
 * ```ts
 * import { within } from "workbook/deadlines.ts";
 *
 * const answer = await within(1_000, Promise.resolve("in time"), () => new Error("too late"));
 * console.assert(answer === "in time");
 * ```
 */
export async function within<T>(
  deadlineMs: number,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  const stop = stopSignal();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onStop = (): void => {};
  const cut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), deadlineMs);
    onStop = () => reject(stop.reason);
    stop.addEventListener("abort", onStop);
  });
  work.catch(() => {}); // it may fail after we stopped listening
  try {
    return await Promise.race([work, cut]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", onStop);
  }
}
