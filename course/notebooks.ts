import { fileURLToPath } from "node:url";
import { shortPath } from "headless/notebook_file.ts";
import { FOLDERS, readChapters } from "./chapters.ts";
import { claimsPage } from "./notebooks/claims_page.ts";
import { GLOSSARY_PAGE, glossaryPage } from "./notebooks/glossary.ts";
import { TROUBLE_PAGE, troublePage } from "./notebooks/trouble_page.ts";
import { setAside, writeAnew } from "./readers_work.ts";
import { replaceFile } from "./notebooks/whole_file.ts";

/** A form of a chapter's notebook: with open exercises for the learner, or solved. */
export type Variant = "learner" | "solved";

const FOLDER_OF: Record<Variant, URL> = {
  learner: FOLDERS.notebooks,
  solved: FOLDERS.solved,
};

/** Names of the files that the builder writes; a reader's own notebooks stand in the same folder. */
const BUILT = /^\d\d_[a-z_]+\.ipynb$/;

/**
 * Writes the notebooks of one variant whose text has changed, and removes those whose chapter is gone.
 *
 * A learner's notebook that a reader has worked on is kept under another name.
 *
 * @param variant The form of the notebooks.
 * @param onDone Callback for a line about each file that was kept, written or removed; not called when nothing changes.
 * @throws {Trouble} If a notebook can't be written; it is then unchanged.
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
  const folder = FOLDER_OF[variant];
  const label = shortPath(fileURLToPath(folder));
  const chapters = readChapters();
  const reportKept = (kept: string | null): void => {
    if (kept !== null) onDone(`Kept your work in "${label}/${kept}"`);
  };
  Deno.mkdirSync(folder, { recursive: true });
  for (const { name, [variant]: text } of chapters) {
    const file = new URL(`${name}.ipynb`, folder);
    if (readIfThere(file) === text) continue;
    if (variant === "learner") reportKept(writeAnew(name, text));
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
    reportKept(kept);
    if (kept === null) onDone(`Removed ${label}/${name}: it has no chapter`);
  }
}

/**
 * Writes the pages beside the learner's notebooks whose text has changed: all claims, the glossary, and what to do
 * when something goes wrong.
 *
 * @param onDone Callback for a line about each page that was written; not called when nothing changes.
 * @throws {Trouble} If a page can't be written; it is then unchanged.
 *
 * @example From the build task
 * ```ts ignore
 * buildPages(console.log);
 * ```
 */
export function buildPages(onDone: (line: string) => void): void {
  const chapters = readChapters();
  const pages = {
    "claims.md": claimsPage(chapters),
    [GLOSSARY_PAGE]: glossaryPage(),
    [TROUBLE_PAGE]: troublePage(chapters),
  };
  for (const [name, text] of Object.entries(pages)) {
    const file = new URL(name, FOLDERS.notebooks);
    if (readIfThere(file) === text) continue;
    replaceFile(file, text);
    onDone(`Wrote notebooks/${name}`);
  }
}

function readIfThere(file: URL): string | undefined {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
