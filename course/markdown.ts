import { anchorOf, GLOSSARY } from "./notebooks/glossary.ts";

/** What there is to link to, and how it is shown. */
export interface MarkdownContext {
  /** Names of the chapters that are rendered, such as `05_commits`. */
  chapters: string[];
  /** Whether it goes on paper, where nothing unfolds. */
  print: boolean;
}

/** The page that holds the glossary, seen from the pages of the chapters. */
const GLOSSARY_PAGE = "glossary.md";
const ANCHORS = new Set(GLOSSARY.map(anchorOf));

/**
 * Turns a notebook's text into a page's: links to the glossary lead to its page, a prediction becomes a box, and a link
 * to a chapter that is not rendered becomes plain text.
 *
 * @param source Markdown of a cell.
 * @param role Role of the cell, such as `predict`.
 * @param context What there is to link to.
 * @returns MyST Markdown.
 */
export function pageMarkdown(
  source: string,
  role: string,
  context: MarkdownContext,
): string {
  const text = linkChapters(linkTerms(source), context);
  const unfolded = context.print
    ? text.replaceAll("<details>", "<details open>")
    : text;
  return role === "predict" ? predictionBox(unfolded) : unfolded;
}

/**
 * Keeps links to chapters that are rendered; of the others only the words stay.
 *
 * @param source Markdown.
 * @param context What there is to link to.
 * @returns Markdown.
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

function linkTerms(source: string): string {
  return source.replaceAll(
    /\]\((?:00_start\.ipynb)?#([^)\s]+)\)/g,
    (link, anchor: string) => {
      if (anchor === "Glossary") return `](${GLOSSARY_PAGE})`;
      return ANCHORS.has(anchor) ? `](${GLOSSARY_PAGE}#${anchor})` : link;
    },
  );
}

function predictionBox(source: string): string {
  const [, title = "Before you run it", question = source] =
    source.match(/^\*\*(.+?):?\*\*:?\s*([\s\S]*)$/) ?? [];
  const sentence = question[0]?.toUpperCase() + question.slice(1);
  return `:::{admonition} ${title}\n:class: predict\n${sentence}\n:::`;
}
