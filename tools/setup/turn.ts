/**
 * Waits until no other process holds a lock file, and holds it.
 *
 * The lock goes with the process, however that ends, so nothing is left to clear away.
 *
 * @param path Path of the lock file; made if it is missing.
 * @param onWait Called once if there is somebody to wait for.
 * @returns Dispose of it to let the next one in.
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
