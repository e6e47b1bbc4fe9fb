import type { Notebook } from "./notebook_file.ts";

/** A guarantee about Kafka that a chapter states. */
export interface Claim {
  /** `same-key-same-partition`; unique in the course. */
  id: string;
  /** The sentence as the reader sees it, without its marks. */
  sentence: string;
  /** Where it comes from, such as `Kafka documentation, "Introduction"`. */
  source: string;
  url: string;
  /** Id of the cell that states it. */
  cell: string;
}

const CLAIM =
  /^> \*\*(?<sentence>.+)\*\*\n> <small>claim: (?<id>[a-z0-9-]+) · \[(?<source>.+)\]\((?<url>\S+)\)<\/small>$/gm;

/**
 * Reads the guarantees that a notebook states.
 *
 * In a text cell each is a quotation: the sentence in bold, and below it in small print its id
 * and its source.
 *
 * @param notebook Learner's or solved.
 * @returns In their order; often empty.
 * @throws {SyntaxError} If one names an id but has another form, or the id stands twice.
 */
export function readClaims(notebook: Notebook): Claim[] {
  const claims: Claim[] = [];
  for (const { cell_type, id = "", source } of notebook.cells) {
    if (cell_type !== "markdown") continue;
    const text = Array.isArray(source) ? source.join("") : source;
    const found = [...text.matchAll(CLAIM)].map(({ groups }) =>
      ({ ...groups, cell: id }) as Claim
    );
    const named = text.match(/claim: /g)?.length ?? 0;
    if (named !== found.length) {
      throw new SyntaxError(
        `Cannot read the claims of "${id}": expected each as "> **Sentence.**" with "> <small>claim: an-id · [Source](url)</small>" below it but found ${
          named - found.length
        } of another form`,
      );
    }
    for (const claim of found) {
      if (claims.some((before) => before.id === claim.id)) {
        throw new SyntaxError(
          `Cannot use the claim "${claim.id}" twice: expected a new id in "${id}"`,
        );
      }
      claims.push(claim);
    }
  }
  return claims;
}
