/**
 * Tells when a file, or anything in a folder, last changed.
 *
 * @param path Absolute.
 * @returns Milliseconds since 1970; 0 when there is nothing.
 */
export async function newestChange(path: string): Promise<number> {
  try {
    const { mtime, isDirectory } = await Deno.stat(path);
    if (!isDirectory) return mtime?.getTime() ?? 0;
    const entries = await Array.fromAsync(Deno.readDir(path));
    const times = await Promise.all(
      entries.map(({ name }) => newestChange(`${path}/${name}`)),
    );
    return Math.max(0, ...times);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
