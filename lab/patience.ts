/**
 * Waits for something that need not happen, and not for long.
 *
 * @param event The event, which ends the wait; when it fails, the wait fails with it.
 * @param ms The longest time to wait, in milliseconds.
 *
 * @example An event that does not come
 * ```ts
 * import { forAWhile } from "lab/patience.ts";
 *
 * await forAWhile(new Promise(() => {}), 10);
 * ```
 */
export async function forAWhile(
  event: Promise<unknown>,
  ms: number,
): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  try {
    await Promise.race([event, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
