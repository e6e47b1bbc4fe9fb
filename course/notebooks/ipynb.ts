import { markOf } from "./built_mark.ts";
import type { SourceCell } from "./percent.ts";

/**
 * Writes cells as a notebook without outputs, the same text for the same cells.
 *
 * @param cells In their order.
 * @returns The text of an `.ipynb` file; each cell's role is its first tag.
 *
 * Source: Jupyter, notebook format 4.5.
 *
 * @example An empty notebook
 * ```ts
 * import { writeIpynb } from "./ipynb.ts";
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
      metadata: { tags: [role, ...tags] },
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
