import type { Notebook } from "./notebook_file.ts";

/** A guarantee about Kafka that a chapter states. */
export interface Claim {
  /** Its id, such as `same-key-same-partition`; unique in the course. */
  id: string;
  /** The sentence as the reader sees it, without Markdown. */
  sentence: string;
  /** Name of its source, such as `Kafka documentation, "Introduction"`. */
  source: string;
  /** Address of its source. */
  url: string;
  /** Id of the cell that states it. */
  cell: string;
}

const CLAIM =
  /^> \*\*(?<sentence>.+)\*\*\n> <small>claim: (?<id>[a-z0-9-]+) · \[(?<source>.+)\]\((?<url>\S+)\)<\/small>$/gm;

/**
 * Reads the guarantees that a notebook states.
 *
 * A claim is a quotation in a text cell: the sentence in bold, and below it in small print its id
 * and its source.
 *
 * @param notebook The learner's notebook, or the solved one.
 * @returns The claims in the order of the notebook; often none.
 * @throws {SyntaxError} If a claim has another form, or the id of an earlier one.
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
