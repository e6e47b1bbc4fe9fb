/** A file of an installed Python package. */
export interface InstalledFile {
  /** Absolute path. */
  path: string;
  /** Size in bytes, as pip recorded it. */
  size: number;
  /** SHA-256 in base64url, as pip recorded it. */
  hash: string;
}

/**
 * Lists the files that pip recorded for the packages of a Python environment.
 *
 * @param venv The folder of the environment.
 * @returns The files; none of a package whose record is missing.
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
 * Checks that an installed file exists in full; does not read it, so that thousands can be checked at each set-up.
 *
 * @param file The file, from {@link recordedFiles}.
 * @returns Whether the file exists and has its recorded size.
 */
export function hasItsSize(file: InstalledFile): boolean {
  try {
    return Deno.statSync(file.path).size === file.size;
  } catch {
    return false;
  }
}

/**
 * Compares each file of a Python environment with the hash that was published for it.
 *
 * @param venv The folder of the environment.
 * @returns The paths of the files that differ or are missing.
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
