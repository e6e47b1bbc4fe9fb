import type { Output } from "headless/outputs.ts";
import type { ChapterPage, PageCell } from "../chapter_pages.ts";
import { type MarkdownContext, pageMarkdown } from "./markdown.ts";

/** MIME types that a page can show, the best first. */
const SHOWN = ["text/html", "image/svg+xml", "text/plain"];

/**
 * Writes a chapter as the notebook that Sphinx reads.
 *
 * @param page The chapter.
 * @param note The MyST Markdown below the chapter's heading, such as the link to its notebook; may be empty.
 * @param context The chapters to link to, and whether the page is printed.
 * @returns The text of an `.ipynb` file.
 */
export function chapterNotebook(
  page: ChapterPage,
  note: string,
  context: MarkdownContext,
): string {
  const cells = page.cells.map((cell) => notebookCell(cell, note, context));
  return JSON.stringify({
    cells,
    metadata: {
      kernelspec: {
        display_name: "Deno",
        language: "typescript",
        name: "deno",
      },
      language_info: { name: "typescript", file_extension: ".ts" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

function notebookCell(
  cell: PageCell,
  note: string,
  context: MarkdownContext,
): Record<string, unknown> {
  const { id, role, kind } = cell;
  const base = { id, metadata: { tags: [role] } };
  if (kind === "code") {
    return {
      ...base,
      cell_type: "code",
      execution_count: null,
      source: cell.source,
      outputs: cell.outputs.flatMap(shownOutput),
    };
  }
  const text = pageMarkdown(cell.source, role, context);
  return {
    ...base,
    cell_type: "markdown",
    source: role === "title" ? withNote(text, note) : text,
  };
}

/** Puts a note below the title and the subtitle. */
function withNote(title: string, note: string): string {
  const [heading = title] = title.match(/^.*\n\n\*[^*]+\*$|^.*$/m) ?? [];
  return `${heading}\n\n${note}${title.slice(heading.length)}`;
}

function shownOutput(output: Output): Output[] {
  if (!("data" in output)) return [output];
  const mime = SHOWN.find((type) => type in output.data);
  if (mime === undefined) return [];
  const data = { [mime]: output.data[mime] };
  return [{ ...output, data, metadata: {} }];
}
