import { findPackageJSON } from "node:module";
import css from "reveal.js/reveal.css" with { type: "text" };

/** Scripts that a page can load without a server; the package exports only modules, which a browser refuses there. */
const SCRIPTS = [
  "dist/reveal.js",
  "dist/plugin/notes.js",
  "dist/plugin/highlight.js",
];

/**
 * Copies the files of reveal.js that slides load.
 *
 * @param folder Path of the target folder; created when missing.
 */
export async function copyReveal(folder: string): Promise<void> {
  const root = findPackageJSON("reveal.js", import.meta.url)!
    .replace(/package\.json$/, "");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/reveal.css`, css);
  await Promise.all(
    [...SCRIPTS, "LICENSE"].map((path) =>
      Deno.copyFile(`${root}${path}`, `${folder}/${path.split("/").at(-1)}`)
    ),
  );
}
