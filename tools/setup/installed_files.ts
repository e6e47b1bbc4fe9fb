/** A file that a package brought. */
export interface InstalledFile {
  path: string;
  /** In bytes, as pip wrote it down. */
  size: number;
  /** SHA-256 in base64url, as pip wrote it down. */
  hash: string;
}

/**
 * Gives the files that pip wrote down for each package of an environment.
 *
 * @param venv Folder of the environment.
 *
 * Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages/
 */
export async function recordedFiles(venv: string): Promise<InstalledFile[]> {
  const files = [];
  for await (const { name } of Deno.readDir(`${venv}/lib`)) {
    const packages = `${venv}/lib/${name}/site-packages`;
    for await (const { name } of Deno.readDir(packages)) {
      if (!name.endsWith(".dist-info")) continue;
      const record = await Deno.readTextFile(`${packages}/${name}/RECORD`)
        .catch(() => "");
      for (
        const [, path, hash, size] of record.matchAll(
          /^"?(.*?)"?,sha256=([^,]*),(\d+)\r?$/gm,
        )
      ) {
        files.push({
          path: `${packages}/${path}`,
          hash: hash!,
          size: Number(size),
        });
      }
    }
  }
  return files;
}

/**
 * Says whether a file is there in full; reads nothing of it, so that thousands can be looked at in passing.
 *
 * @param file As {@link recordedFiles} gives it.
 */
export function hasItsSize(file: InstalledFile): boolean {
  try {
    return Deno.statSync(file.path).size === file.size;
  } catch {
    return false;
  }
}

/**
 * Compares each file of the Python environment with the hash that was published for it.
 *
 * @param venv Folder of the environment.
 * @returns Paths of those that differ.
 */
export async function damagedFiles(venv: string): Promise<string[]> {
  const files = await recordedFiles(venv);
  const intact = await Promise.all(files.map(async ({ path, hash }) => {
    const content = await Deno.readFile(path).catch(() => null);
    if (content === null) return false;
    const digest = await crypto.subtle.digest("SHA-256", content);
    const text = new Uint8Array(digest)
      .toBase64({ alphabet: "base64url", omitPadding: true });
    return text === hash;
  }));
  return files.filter((_, index) => !intact[index]).map(({ path }) => path);
}
