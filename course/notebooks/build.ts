import { FOLDERS, readChapters } from "./chapters.ts";
import { claimsPage } from "./claims_page.ts";
import { setAside, writeAnew } from "./readers_work.ts";
import { replaceFile } from "./whole_file.ts";

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
 * @param onDone Called with a line for each file that was kept, written or removed; not called when all was as it should be.
 * @throws {Trouble} If a notebook can't be written; it is then as it was.
 *
 * @example From a test run
 * ```ts ignore
 * buildNotebooks("solved");
 * ```
 */
export function buildNotebooks(
  variant: Variant,
  onDone: (line: string) => void = () => {},
): void {
  const { folder, label } = PLACES[variant];
  const chapters = readChapters();
  const tellKept = (kept: string | null): void => {
    if (kept !== null) onDone(`Kept your work in "${label}/${kept}"`);
  };
  Deno.mkdirSync(folder, { recursive: true });
  for (const { name, [variant]: text } of chapters) {
    const file = new URL(`${name}.ipynb`, folder);
    if (readIfThere(file) === text) continue;
    if (variant === "learner") tellKept(writeAnew(name, text));
    else replaceFile(file, text);
    onDone(`Wrote ${label}/${name}.ipynb`);
  }
  const names = chapters.map(({ name }) => `${name}.ipynb`);
  for (const { name } of [...Deno.readDirSync(folder)]) {
    if (!BUILT.test(name) || names.includes(name)) continue;
    const kept = variant === "learner"
      ? setAside(name.replace(/\.ipynb$/, ""))
      : null;
    if (variant === "solved") Deno.removeSync(new URL(name, folder));
    tellKept(kept);
    if (kept === null) onDone(`Removed ${label}/${name}: it has no chapter`);
  }
}

/**
 * Writes the page of all claims beside the learner's notebooks, if its text has changed.
 *
 * @param onDone Called with a line when the page was written; not called when the page was as it should be.
 * @throws {Trouble} If the page can't be written; it is then as it was.
 *
 * @example From the build task
 * ```ts ignore
 * buildClaimsPage(console.log);
 * ```
 */
export function buildClaimsPage(onDone: (line: string) => void): void {
  const file = new URL("claims.md", FOLDERS.notebooks);
  const text = claimsPage(readChapters());
  if (readIfThere(file) === text) return;
  replaceFile(file, text);
  onDone("Wrote notebooks/claims.md");
}

function readIfThere(file: URL): string | undefined {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
