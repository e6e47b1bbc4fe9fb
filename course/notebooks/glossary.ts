import glossary from "chapters/glossary.json" with { type: "json" };
import type { SourceCell } from "./percent.ts";

/** A word of Kafka's, as the course explains it. */
export interface Term {
  /** As Kafka writes it; also the heading of its entry. */
  term: string;
  /** Other words for the same, which lead to its entry too. */
  also?: string[];
  /** An image from a shop or a post office; plain text. */
  everyday: string;
  /** What it means in Kafka; Markdown. */
  exactly: string;
  /** The chapter that teaches it, such as `05_commits`. */
  chapter: string;
}

/** Every term of the course, in the order of the alphabet. */
export const GLOSSARY: readonly Term[] = glossary;

/** The chapter that shows the glossary. */
const HOME = "00_start";
/** Stands in a text cell where the glossary is to be. */
const MARKER = "<!-- glossary -->";

/**
 * What Markdown keeps as it is (fenced code, a heading, a link), then a bold word, then code in a line:
 * a bold word may be code too.
 */
const PARTS =
  /```[\s\S]*?```|^#.*$|!?\[[^\]]*\]\([^)]*\)|\*\*(?<bold>[^*\n]+)\*\*|`[^`\n]*`/gm;

/**
 * Makes the first bold use of each term in a chapter a link to its entry, and puts the glossary where its marker stands.
 *
 * @param cells A chapter's source.
 * @param chapter Its name, such as `01_logging`.
 * @param terms The glossary.
 * @returns New cells; code, links, headings and the glossary itself are left as they are.
 *
 * @example A bold word in a text cell
 * ```ts
 * import { withGlossary } from "./glossary.ts";
 * import { parsePercent } from "./percent.ts";
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

/** Every word that leads to a term: its own, the others, and each with an `s` at its end. */
function namesOf({ term, also = [] }: Term): string[] {
  return [term, ...also].flatMap((name) => [name, `${name}s`])
    .map((name) => name.toLowerCase());
}

/** The anchor that JupyterLab gives to the heading of a term. Source: `packages/rendermime/src/renderers.ts`, `createHeaderId`. */
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
