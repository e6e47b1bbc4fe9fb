import { FOLDERS, readChapters } from "./chapters.ts";
import { claimsPage } from "./claims_page.ts";
import { setAside } from "./readers_work.ts";

/** A chapter's notebook in one of its forms. */
export type Variant = "learner" | "solved";

const PLACES: Record<Variant, { folder: URL; label: string }> = {
  learner: { folder: FOLDERS.notebooks, label: "notebooks" },
  solved: { folder: FOLDERS.solved, label: ".workbook/solved" },
};

/** Only such files are the builder's: a reader's own notebooks stand in the same folder. */
const BUILT = /^\d\d_[a-z_]+\.ipynb$/;

/**
 * Writes the notebooks of one variant whose text has changed, and removes those whose chapter is gone.
 *
 * A learner's notebook that somebody has worked in is kept under another name.
 *
 * @param variant The learner's, or the solved ones.
 * @param only Names of chapters, such as `01_logging`; all of them when left out.
 * @returns What was done to which file, a line each; empty when all was as it should be.
 *
 * @example From a test run
 * ```ts ignore
 * buildNotebooks("solved");
 * ```
 */
export function buildNotebooks(variant: Variant, only?: string[]): string[] {
  const { folder, label } = PLACES[variant];
  const chapters = readChapters();
  const done: string[] = [];
  const keepWork = (name: string): boolean => {
    const kept = variant === "learner" ? setAside(name) : null;
    if (kept !== null) done.push(`Kept your work in "${label}/${kept}"`);
    return kept !== null;
  };
  Deno.mkdirSync(folder, { recursive: true });
  for (const chapter of chapters) {
    if (only && !only.includes(chapter.name)) continue;
    const file = new URL(`${chapter.name}.ipynb`, folder);
    if (readIfThere(file) === chapter[variant]) continue;
    keepWork(chapter.name);
    Deno.writeTextFileSync(file, chapter[variant]);
    done.push(`Wrote ${label}/${chapter.name}.ipynb`);
  }
  const names = chapters.map(({ name }) => `${name}.ipynb`);
  for (const { name } of [...Deno.readDirSync(folder)]) {
    if (!BUILT.test(name) || names.includes(name)) continue;
    if (keepWork(name.replace(/\.ipynb$/, ""))) continue;
    if (variant === "solved") Deno.removeSync(new URL(name, folder));
    done.push(`Removed ${label}/${name}: it has no chapter`);
  }
  return done;
}

/**
 * Writes the page of all claims beside the learner's notebooks, if its text has changed.
 *
 * @returns What was done, a line each; empty when it was as it should be.
 *
 * @example From the build task
 * ```ts ignore
 * buildClaimsPage();
 * ```
 */
export function buildClaimsPage(): string[] {
  const file = new URL("claims.md", FOLDERS.notebooks);
  const text = claimsPage(readChapters());
  if (readIfThere(file) === text) return [];
  Deno.writeTextFileSync(file, text);
  return ["Wrote notebooks/claims.md"];
}

function readIfThere(file: URL): string | undefined {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
