import { anchorOf, type Term } from "../notebooks/glossary.ts";

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
