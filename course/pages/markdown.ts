/** The context of a page: the chapters to link to, and the medium. */
export interface MarkdownContext {
  /** Names of the chapters that are rendered, such as `05_commits`. */
  chapters: string[];
  /** Whether the page is printed, so that nothing can unfold. */
  print: boolean;
}

/**
 * Turns the text of a notebook's cell into the text of a page: a prediction becomes a box, and a link to a chapter that
 * is not rendered becomes plain text.
 *
 * @param source The Markdown of the cell.
 * @param role Role of the cell, such as `predict`.
 * @param context The chapters to link to, and whether the page is printed.
 * @returns MyST Markdown.
 */
export function pageMarkdown(
  source: string,
  role: string,
  context: MarkdownContext,
): string {
  const text = linkChapters(source, context);
  const unfolded = context.print
    ? text.replaceAll("<details>", "<details open>")
    : text;
  return role === "predict" ? predictionBox(unfolded) : unfolded;
}

/**
 * Keeps links to chapters that are rendered; other links to chapters become plain text.
 *
 * @param source The Markdown of a page.
 * @param context The chapters to link to, and whether the page is printed.
 * @returns The Markdown with those links.
 */
export function linkChapters(
  source: string,
  { chapters }: MarkdownContext,
): string {
  return source.replaceAll(
    /\[((?:[^\[\]]|\[[^\]]*\])*)\]\((\d\d_[a-z_]+)\.ipynb(#[^)]*)?\)/g,
    (link, words: string, name: string) =>
      chapters.includes(name) ? link : words,
  );
}

/**
 * Lets the search of the site find a place by words that it does not contain.
 *
 * @param words The words, each as a reader types it.
 * @returns A MyST directive, of which the page shows nothing; empty when there are no words.
 */
export function indexed(words: readonly string[]): string {
  if (words.length === 0) return "";
  return `\`\`\`{index} ${words.map((word) => `! ${word}`).join(", ")}\n\`\`\``;
}

function predictionBox(source: string): string {
  const [, title = "Before you run it", question = source] =
    source.match(/^\*\*(.+?):?\*\*:?\s*([\s\S]*)$/) ?? [];
  const sentence = question[0]?.toUpperCase() + question.slice(1);
  return `:::{admonition} ${title}\n:class: predict\n${sentence}\n:::`;
}
