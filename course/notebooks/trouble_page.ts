import type { Chapter } from "../chapters.ts";
import sections from "chapters/troubles.json" with { type: "json" };

/** Something that goes wrong: what one sees of it, why, and what helps. */
export interface TroubleEntry {
  /** Its id, such as `nothing-listens`; unique on the page. */
  id: string;
  /** What one sees, in words; also the heading of the entry. */
  see: string;
  /** The messages in which it shows itself, word for word; `…` stands for what differs from one time to the next. */
  says: string[];
  /** Its cause; Markdown. */
  why: string;
  /** What to do; Markdown. */
  cure: string;
  /** The chapter that shows it, such as `05_commits`. */
  chapter: string;
  /** Id of the text cell there with the heading to go to. */
  cell: string;
  /** Other words by which a reader looks for it. */
  search: string[];
}

/** Every trouble of the course by the part of the page, both in the page's order. */
export const TROUBLES: readonly { title: string; troubles: TroubleEntry[] }[] =
  sections;

/** Name of the page among the notebooks. */
export const TROUBLE_PAGE = "when_something_goes_wrong.md";

/**
 * Writes the page that leads from an error's text or a symptom to its cause, the cure and a chapter.
 *
 * @param chapters The chapters to link to.
 * @param note The Markdown below the heading of an entry; none by default.
 * @returns The text of a Markdown file that stands beside the notebooks.
 *
 * @example Its first line
 * ```ts ignore
 * troublePage(readChapters()).startsWith("# When something goes wrong");
 * ```
 */
export function troublePage(
  chapters: Chapter[],
  note: (trouble: TroubleEntry) => string = () => "",
): string {
  const parts = TROUBLES.flatMap(({ title, troubles }) => [
    `## ${title}`,
    ...troubles.flatMap((trouble) =>
      entry(trouble, note(trouble), placeOf(trouble, chapters))
    ),
  ]);
  return [
    "# When something goes wrong",
    "Look for what you see: the words of an error, or what happens instead of what you wished for. " +
    "In an error's text, … stands for a name or a number of yours.",
    ...parts,
  ].join("\n\n") + "\n";
}

function entry(
  { see, says, why, cure }: TroubleEntry,
  note: string,
  place: string,
): string[] {
  return [
    `### ${see}`,
    note,
    says.map((text) => `- \`${text}\``).join("\n"),
    `**Why:** ${why}`,
    `**What to do:** ${cure}`,
    `**Shown in** ${place}.`,
  ].filter(Boolean);
}

/** A link to the heading in the chapter; the chapter's number alone when it is not there. */
function placeOf({ chapter, cell }: TroubleEntry, chapters: Chapter[]): string {
  const number = `chapter ${Number(chapter.slice(0, 2))}`;
  const heading = chapters.find(({ name }) => name === chapter)
    ?.cells.find(({ id }) => id === cell)?.source.match(/^##+ (.+)$/m)?.[1];
  if (!heading) return number;
  const anchor = heading.replaceAll(" ", "-");
  return `[${number}, *${heading}*](${chapter}.ipynb#${anchor})`;
}
