import { anchorOf, type Term } from "../notebooks/glossary.ts";
import { indexed, linkChapters, type MarkdownContext } from "./markdown.ts";

/**
 * Writes the page of the glossary, which explains each term twice: as in a shop, then exactly.
 *
 * @param terms The terms of the glossary.
 * @param context The chapters to link to, and whether the page is printed.
 * @returns MyST Markdown.
 */
export function glossaryPage(
  terms: readonly Term[],
  context: MarkdownContext,
): string {
  const entries = terms.map(({ term, also = [], everyday, exactly, chapter }) =>
    [
      `## ${term}`,
      indexed([term, ...also]),
      `*${everyday}*`,
      `${exactly} [Chapter ${Number(chapter.slice(0, 2))}](${chapter}.ipynb)`,
    ].filter(Boolean).join("\n\n")
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
 * Gives the tooltips of links to terms.
 *
 * @param terms The terms of the glossary.
 * @returns The meaning of each term as plain text, by anchor.
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
