/**
 * Does some work while nobody else, in this process or another, does work under the same lock.
 *
 * The operating system holds the lock, so it ends with its holder, however that ended.
 *
 * @param path Absolute path of the lock file; its folder must exist.
 * @param work What to do; others wait until it is done.
 * @returns What the work gives.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  using file = await Deno.open(path, { create: true, write: true });
  await file.lock(true);
  return await work();
}
