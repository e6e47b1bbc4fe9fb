import glossary from "chapters/glossary.json" with { type: "json" };
import type { SourceCell } from "./percent.ts";

/** A word of Kafka's, as the course explains it. */
export interface Term {
  /** The word as Kafka writes it; also the heading of its entry. */
  term: string;
  /** Other words that link to the same entry. */
  also?: string[];
  /** An image from a shop or a post office; plain text. */
  everyday: string;
  /** What it means in Kafka; Markdown. */
  exactly: string;
  /** The chapter that teaches it, such as `05_commits`. */
  chapter: string;
}

/** Every term of the course, in alphabetical order. */
export const GLOSSARY: readonly Term[] = glossary;

/** Name of the glossary's page among the notebooks, and in the site. */
export const GLOSSARY_PAGE = "glossary.md";

/**
 * Parts of Markdown that stay as they are (fenced code, a heading, a link), then a bold word, then inline code:
 * a bold word may be code too.
 */
const PARTS =
  /```[\s\S]*?```|^#.*$|!?\[[^\]]*\]\([^)]*\)|\*\*(?<bold>[^*\n]+)\*\*|`[^`\n]*`/gm;

/**
 * Makes the first bold use of each term in a chapter a link to its entry in the glossary.
 *
 * @param cells The cells of a chapter's source.
 * @param terms The terms to link; by default the whole glossary.
 * @returns New cells; code, links and headings are left as they are.
 *
 * @example A bold word in a text cell
 * ```ts
 * import { withTermLinks } from "course/notebooks/glossary.ts";
 * import { parsePercent } from "course/notebooks/percent.ts";
 *
 * const cells = parsePercent("// %% text-keys [markdown]\n// A **key** decides.\n", "02_keys.ts");
 * console.assert(withTermLinks(cells)[0]!.source === "A [**key**](glossary.md#key) decides.");
 * ```
 */
export function withTermLinks(
  cells: SourceCell[],
  terms: readonly Term[] = GLOSSARY,
): SourceCell[] {
  const unlinked = new Map(
    terms.flatMap((term) => namesOf(term).map((name) => [name, term])),
  );
  const linked = (source: string): string =>
    source.replaceAll(PARTS, (part, bold?: string) => {
      const term = unlinked.get(bold?.replaceAll("`", "").toLowerCase() ?? "");
      if (!term) return part;
      for (const name of namesOf(term)) unlinked.delete(name);
      return `[${part}](${GLOSSARY_PAGE}#${anchorOf(term)})`;
    });
  return cells.map((cell) =>
    cell.kind === "markdown" ? { ...cell, source: linked(cell.source) } : cell
  );
}

/** All words that link to a term: its own, the others, and the plural of each. */
function namesOf({ term, also = [] }: Term): string[] {
  return [term, ...also].flatMap((name) => [name, `${name}s`])
    .map((name) => name.toLowerCase());
}

/**
 * Gives the anchor that JupyterLab sets on the heading of a term.
 *
 * @param term The term.
 * @returns The anchor, such as `committed-offset`.
 *
 * Source: JupyterLab, `packages/rendermime/src/renderers.ts`, `createHeaderId`.
 */
export function anchorOf({ term }: Term): string {
  return term.replaceAll(" ", "-");
}

/**
 * Writes the page of the glossary, which explains each term twice: as in a shop, then exactly.
 *
 * @param terms The terms; by default the whole glossary.
 * @param note The Markdown below the heading of a term; none by default.
 * @returns The text of a Markdown file that stands beside the notebooks.
 *
 * @example Its first line
 * ```ts
 * import { glossaryPage } from "course/notebooks/glossary.ts";
 *
 * console.assert(glossaryPage().startsWith("# Glossary"));
 * ```
 */
export function glossaryPage(
  terms: readonly Term[] = GLOSSARY,
  note: (term: Term) => string = () => "",
): string {
  const entries = terms.flatMap((term) => [
    `## ${term.term}`,
    note(term),
    `*${term.everyday}*`,
    `${term.exactly} [Chapter ${
      Number(term.chapter.slice(0, 2))
    }](${term.chapter}.ipynb)`,
  ]);
  return [
    "# Glossary",
    "Each word twice: first as in a shop with order books and offices, then exactly.",
    ...entries.filter(Boolean),
  ].join("\n\n") + "\n";
}
