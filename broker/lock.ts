/**
 * Runs some work under a lock that only one caller holds, in this process or any other.
 *
 * The operating system releases the lock when its holder ends, however that ends.
 *
 * @param path Absolute path of the lock file; its folder must exist.
 * @param work The work to run; other callers wait until it is done.
 * @returns The result of the work.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  using file = await Deno.open(path, { create: true, write: true });
  await file.lock(true);
  return await work();
}
