import { anchorOf, type Term } from "./notebooks/glossary.ts";
import { linkChapters, type MarkdownContext } from "./markdown.ts";

/**
 * Writes the page of all terms, each twice: as in a shop, then exactly.
 *
 * @param terms The glossary.
 * @param context What there is to link to.
 * @returns MyST Markdown.
 */
export function glossaryPage(
  terms: readonly Term[],
  context: MarkdownContext,
): string {
  const entries = terms.map(({ term, everyday, exactly, chapter }) =>
    `## ${term}\n\n*${everyday}*\n\n${exactly} [Chapter ${
      Number(chapter.slice(0, 2))
    }](${chapter}.ipynb)`
  );
  return linkChapters(
    [
      "# Glossary",
      "Each word twice: first as in a shop with order books and offices, then exactly.",
      ...entries,
    ].join("\n\n"),
    context,
  ) + "\n";
}

/**
 * Gives what a browser shows under the pointer for a link to a term.
 *
 * @param terms The glossary.
 * @returns Plain text by anchor.
 */
export function meanings(terms: readonly Term[]): Record<string, string> {
  return Object.fromEntries(
    terms.map((term) => [
      anchorOf(term),
      `${term.everyday} Exactly: ${
        term.exactly.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
          .replaceAll(/[`*]/g, "")
      }`,
    ]),
  );
}
