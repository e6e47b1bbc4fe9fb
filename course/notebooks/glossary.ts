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

/** The chapter that shows the glossary. */
const HOME = "00_start";
/** Marks the place of the glossary in a text cell. */
const MARKER = "<!-- glossary -->";

/**
 * Parts of Markdown that stay as they are (fenced code, a heading, a link), then a bold word, then inline code:
 * a bold word may be code too.
 */
const PARTS =
  /```[\s\S]*?```|^#.*$|!?\[[^\]]*\]\([^)]*\)|\*\*(?<bold>[^*\n]+)\*\*|`[^`\n]*`/gm;

/**
 * Makes the first bold use of each term in a chapter a link to its entry, and puts the glossary where its marker stands.
 *
 * @param cells The cells of a chapter's source.
 * @param chapter Name of the chapter, such as `01_logging`.
 * @param terms The terms to link; by default the whole glossary.
 * @returns New cells; code, links, headings and the glossary itself are left as they are.
 *
 * @example A bold word in a text cell
 * ```ts
 * import { withGlossary } from "course/notebooks/glossary.ts";
 * import { parsePercent } from "course/notebooks/percent.ts";
 *
 * const cells = parsePercent("// %% text-keys [markdown]\n// A **key** decides.\n", "02_keys.ts");
 * console.assert(withGlossary(cells, "02_keys")[0]!.source === "A [**key**](00_start.ipynb#key) decides.");
 * ```
 */
export function withGlossary(
  cells: SourceCell[],
  chapter: string,
  terms: readonly Term[] = GLOSSARY,
): SourceCell[] {
  const page = chapter === HOME ? "" : `${HOME}.ipynb`;
  const unlinked = new Map(
    terms.flatMap((term) => namesOf(term).map((name) => [name, term])),
  );
  const linked = (source: string): string =>
    source.replaceAll(PARTS, (part, bold?: string) => {
      const term = unlinked.get(bold?.replaceAll("`", "").toLowerCase() ?? "");
      if (!term) return part;
      for (const name of namesOf(term)) unlinked.delete(name);
      return `[${part}](${page}#${anchorOf(term)})`;
    });
  return cells.map((cell) =>
    cell.kind === "markdown"
      ? {
        ...cell,
        source: linked(cell.source).replace(MARKER, () => entries(terms)),
      }
      : cell
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

function entries(terms: readonly Term[]): string {
  return terms.map(({ term, everyday, exactly, chapter }) =>
    `### ${term}\n\n*${everyday}* ${exactly} [Chapter ${
      Number(chapter.slice(0, 2))
    }](${chapter}.ipynb)`
  ).join("\n\n");
}
