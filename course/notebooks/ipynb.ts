import { createHash } from "node:crypto";
import type { SourceCell } from "./percent.ts";

/**
 * Formats cells as a notebook without outputs; the same cells give the same text.
 *
 * @param cells The cells in order.
 * @returns The text of an `.ipynb` file; each cell's role is its first tag.
 *
 * Source: Jupyter, notebook format 4.5.
 *
 * @example An empty notebook
 * ```ts
 * import { writeIpynb } from "course/notebooks/ipynb.ts";
 *
 * console.assert(JSON.parse(writeIpynb([])).nbformat === 4);
 * ```
 */
export function writeIpynb(cells: SourceCell[]): string {
  const notebook = {
    cells: cells.map(({ kind, id, role, tags, source }) => ({
      cell_type: kind,
      ...(kind === "code" && { execution_count: null }),
      id,
      metadata: {
        // Enter or a double click on a text would show its source.
        ...(kind === "markdown" && { editable: false }),
        tags: [role, ...tags],
      },
      ...(kind === "code" && { outputs: [] }),
      source: source.split(/(?<=\n)/),
    })),
    metadata: {
      kernelspec: {
        display_name: "Deno",
        language: "typescript",
        name: "deno",
      },
      language_info: {
        file_extension: ".ts",
        mimetype: "text/x.typescript",
        name: "typescript",
      },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  const metadata = {
    ...notebook.metadata,
    workbook: { built: markOf(notebook) },
  };
  return JSON.stringify({ ...notebook, metadata }, null, 1) + "\n";
}

/**
 * Computes the mark by which a notebook that the builder wrote differs from one that was changed since.
 *
 * @param notebook The parsed `.ipynb` file; a mark in it is ignored.
 * @returns SHA-256 of the content in hexadecimal; white space between the parts of the file does not count.
 *
 * @example The mark changes with the cells
 * ```ts
 * import { markOf } from "course/notebooks/ipynb.ts";
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
