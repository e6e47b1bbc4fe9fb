import type { ChapterPage, PageCell } from "../chapter_pages.ts";
import { demoSlides } from "./demo.ts";
import { exerciseSlides } from "./exercises.ts";
import { keyBlocks } from "./key_sentences.ts";
import { blocksOf, htmlOf, inlineHtml } from "./markdown.ts";
import { wordsOf } from "./words.ts";
import { isClaim, proseSlides } from "./prose.ts";
import { predictSlide, questionSlides } from "./questions.ts";
import type { Section, Slide } from "./slide.ts";

/** Cells that a class has no use for on a screen: connecting, closing, looking up. */
const LEFT_OUT = /^(text-setup|setup|teardown|text-glossary)$/;
const MOST_LEAD_WORDS = 45;

/**
 * Makes the slides of a chapter: one idea a slide, by the beat of its text (say, predict, do, notice).
 *
 * @param page The chapter.
 * @returns Its sections; the first holds title and promise.
 */
export function outlineOf({ cells }: ChapterPage): Section[] {
  const sections: Section[] = [{ title: "", slides: [] }];
  const told = new Set<PageCell>();
  cells.filter(({ id }) => !LEFT_OUT.test(id)).forEach((cell, index, shown) => {
    if (told.has(cell)) return;
    const heading = cell.kind === "markdown" && cell.source.match(/^## (.+)$/m);
    if (heading) sections.push({ title: inlineHtml(heading[1]!), slides: [] });
    const { slides } = sections.at(-1)!;
    const next = shown[index + 1];
    const notice = next?.role === "text" && !next.source.startsWith("#") &&
        !isTask(next, cells)
      ? next
      : undefined;
    slides.push(...slidesOf(cell, notice, cells));
    if (cell.role === "demo" && notice) told.add(notice);
  });
  return sections.filter(({ slides }) => slides.length > 0);
}

function slidesOf(
  cell: PageCell,
  notice: PageCell | undefined,
  cells: PageCell[],
): Slide[] {
  const { id, role, source, kind } = cell;
  if (isTask(cell, cells)) return [];
  if (role === "exercise") return exerciseSlides(cell, cells);
  if (role === "title") return titleSlides(source);
  if (role === "predict") {
    return [predictSlide(source, noticeAfter(cell, cells))];
  }
  if (role === "summary") return sectionSlides(source, true);
  if (role === "text") {
    return source.startsWith("## ")
      ? sectionSlides(source, false)
      : proseSlides(source, { kind: "prose", whole: false });
  }
  if (role === "answer" && !id.endsWith("-solution")) {
    return questionSlides(source);
  }
  if (role === "demo" || role === "setup" && kind === "code") {
    const { slides, rest } = demoSlides(cell, notice?.source ?? "");
    const noticed = proseSlides(rest, { kind: "prose", whole: false });
    return [...slides, ...noticed];
  }
  return [];
}

/** A heading with the sentence that opens it; all of the text, when it is short. */
function sectionSlides(source: string, whole: boolean): Slide[] {
  const [heading, ...rest] = blocksOf(source);
  const title = `<h2>${inlineHtml(heading!["text"])}</h2>`;
  if (whole) {
    return proseSlides(source, { kind: "prose", whole });
  }
  const kept = keyBlocks(rest);
  const isShort =
    kept.every((block) => block.type === "paragraph" && !isClaim(block)) &&
    wordsOf(kept.map(({ raw }) => raw).join(" ")) <= MOST_LEAD_WORDS;
  const [lead, ...others] = kept;
  const leads = isShort ? kept : isLead(lead) ? [lead!] : [];
  const remaining = isShort ? [] : leads.length > 0 ? others : kept;
  const [first, ...more] = proseSlides(
    remaining.map(({ raw }) => raw).join("\n\n"),
    { kind: "prose", whole: true },
  );
  return [
    {
      kind: "section",
      body: `${title}\n${htmlOf(leads)}`,
      notes: htmlOf(source),
    },
    ...(first ? [{ ...first, notes: htmlOf(source) }] : []),
    ...more,
  ];
}

function isLead(
  block: ReturnType<typeof blocksOf>[number] | undefined,
): boolean {
  return block?.type === "paragraph" && !block.raw.trimEnd().endsWith(":") &&
    wordsOf(block.raw) <= MOST_LEAD_WORDS;
}

/** The story, then what the reader will be able to do. */
function titleSlides(source: string): Slide[] {
  const [heading, ...rest] = blocksOf(source);
  const promise = rest.findIndex(({ raw }) => /you can:?\s*$/.test(raw));
  const story = rest.slice(0, promise);
  const [, number = "", title = heading!["text"]] =
    (heading!["text"] as string).match(/^(\d+)\. (.+)$/) ?? [];
  return [
    {
      kind: "title",
      body: `<p class="number">${number}</p>\n<h1>${inlineHtml(title)}</h1>`,
      notes: htmlOf(source),
    },
    ...proseSlides(story.map(({ raw }) => raw).join("\n\n"), {
      kind: "prose",
      whole: true,
    }),
    ...proseSlides(
      rest.slice(promise, promise + 2).map(({ raw }) => raw).join("\n\n"),
      { kind: "prose", whole: true },
    ),
  ];
}

/** What the chapter says behind the demonstration that follows. */
function noticeAfter(cell: PageCell, cells: PageCell[]): string {
  const [demo, notice] = cells.slice(cells.indexOf(cell) + 1);
  return demo?.role === "demo" && notice?.role === "text" &&
      !notice.source.startsWith("#")
    ? notice.source
    : "";
}

/** Whether a text tells what the exercise right behind it asks for. */
function isTask(cell: PageCell, cells: PageCell[]): boolean {
  return cell.role === "text" &&
    cells[cells.indexOf(cell) + 1]?.role === "exercise";
}
