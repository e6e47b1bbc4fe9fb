/** Short enough not to be felt, long enough to leave the processor to the broker. */
const LOOK_EVERY_MS = 20;

/**
 * Looks again and again until a condition holds.
 *
 * @param condition Looks once.
 * @param timeoutMs When to give up, in milliseconds.
 * @returns Whether the condition held in time.
 */
export async function waitUntil(
  condition: () => Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!await condition()) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return true;
}
