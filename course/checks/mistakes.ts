/** The kind of a mistake, which is also the check that finds it. */
export type MistakeKind = "link" | "alt" | "contrast" | "spelling" | "overflow";

/** A mistake in the exported course that a reader would notice. */
export interface Mistake {
  /** Path of the page, relative to the folder that was checked. */
  page: string;
  /** The check that found it. */
  kind: MistakeKind;
  /** The mistake in one sentence. */
  what: string;
  /** The next step for the author; missing when it is obvious. */
  next?: string;
}

/**
 * Lists mistakes for the person who corrects them.
 *
 * @param mistakes The mistakes, at least one.
 * @param folder Path of the folder that was checked.
 * @returns A line for each mistake, page by page, and a line that counts them.
 */
export function mistakesText(mistakes: Mistake[], folder: string): string {
  const lines = mistakes.toSorted((a, b) => a.page.localeCompare(b.page))
    .map(({ page, what, next }) =>
      `${page}: ${what}${next ? `. ${next}` : ""}`
    );
  const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
  return [
    ...lines,
    `Cannot finish "${folder}": expected no mistakes but found ${count}, named above`,
  ]
    .join("\n");
}
