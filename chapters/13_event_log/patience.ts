/**
 * Waits for something that should not happen now, and not for long.
 *
 * @param event What ends the wait early.
 * @param ms The longest time to wait, in milliseconds.
 */
export async function forAWhile(
  event: Promise<unknown>,
  ms: number,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((over) => timer = setTimeout(over, ms));
  await Promise.race([patience, event]);
  clearTimeout(timer);
}
