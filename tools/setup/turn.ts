/**
 * Waits until no other process holds a lock file, and locks it.
 *
 * The lock ends with the process, however that ends, so nothing is left to clear away.
 *
 * @param path The path of the lock file; created if it is missing.
 * @param onWait Called once if another process holds the lock.
 * @returns The lock; dispose of it to let the next process in.
 */
export async function takeTurn(
  path: string,
  onWait: () => void,
): Promise<Disposable> {
  const file = await Deno.open(path, { create: true, write: true });
  if (!await file.tryLock(true)) {
    onWait();
    await file.lock(true);
  }
  return file;
}
