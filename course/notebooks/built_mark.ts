import { createHash } from "node:crypto";

/**
 * Computes the mark that tells a notebook as the builder wrote it from one that was changed since.
 *
 * @param notebook Parsed text of an `.ipynb` file; a mark that it already carries does not count.
 * @returns SHA-256 of all it holds, in hexadecimal; white space between the parts of the file does not count.
 *
 * @example The mark changes with the cells
 * ```ts
 * import { markOf } from "./built_mark.ts";
 *
 * console.assert(
 *   markOf({ cells: [], metadata: {} }) !== markOf({ cells: [1], metadata: {} }),
 * );
 * ```
 */
export function markOf(
  notebook: { metadata: Record<string, unknown> },
): string {
  const { workbook: _, ...metadata } = notebook.metadata;
  return createHash("sha256")
    .update(JSON.stringify({ ...notebook, metadata }))
    .digest("hex");
}
