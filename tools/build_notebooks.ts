/** Writes notebooks/ (what a learner opens) and .workbook/solved/ from chapters/. */
import { FOLDERS, readChapters } from "./notebooks/chapters.ts";

/**
 * Writes every notebook whose text has changed, and removes those whose chapter is gone.
 *
 * @returns Names of what was written or removed, such as `notebooks/01_logging.ipynb`; empty when
 * all was as it should be.
 *
 * @example From another program
 * ```ts ignore
 * const changed = buildAll();
 * ```
 */
export function buildAll(): string[] {
  const chapters = readChapters();
  const changed: string[] = [];
  for (const variant of ["learner", "solved"] as const) {
    const folder = variant === "learner" ? FOLDERS.notebooks : FOLDERS.solved;
    const label = variant === "learner" ? "notebooks" : ".workbook/solved";
    Deno.mkdirSync(folder, { recursive: true });
    const wanted = new Map(
      chapters.map((chapter) => [`${chapter.name}.ipynb`, chapter[variant]]),
    );
    for (const [name, text] of wanted) {
      if (readIfThere(new URL(name, folder)) === text) continue;
      Deno.writeTextFileSync(new URL(name, folder), text);
      changed.push(`${label}/${name}`);
    }
    for (const { name } of Deno.readDirSync(folder)) {
      if (!name.endsWith(".ipynb") || wanted.has(name)) continue;
      Deno.removeSync(new URL(name, folder));
      changed.push(`${label}/${name} (removed)`);
    }
  }
  return changed;
}

function readIfThere(file: URL): string | undefined {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

if (import.meta.main) {
  try {
    for (const name of buildAll()) console.log(`Wrote ${name}`);
  } catch (error) {
    console.error(error instanceof SyntaxError ? error.message : error);
    Deno.exit(1);
  }
}
