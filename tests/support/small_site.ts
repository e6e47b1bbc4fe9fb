/** A folder of pages made for one test. */
export interface SmallSite extends AsyncDisposable {
  /** Absolute path. */
  folder: string;
}

/**
 * Writes files into a folder that goes with the test.
 *
 * @param files Content by path.
 * @returns The folder.
 */
export async function smallSite(
  files: Record<string, string>,
): Promise<SmallSite> {
  const folder = await Deno.makeTempDir({ prefix: "workbook-site-" });
  for (const [path, content] of Object.entries(files)) {
    await Deno.mkdir(`${folder}/${path}/..`, { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, content);
  }
  return {
    folder,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/**
 * Writes a page without anything to complain about.
 *
 * @param main HTML of its main part.
 * @param head HTML of its head.
 */
export function goodPage(main: string, head = ""): string {
  return `<!DOCTYPE html><html lang="en"><head><title>Page</title>${head}</head><body><main>${main}</main></body></html>`;
}
