import type { ChapterPage, PageCell } from "../chapter_pages.ts";
import { demoSlides } from "./demo_slides.ts";
import { exerciseSlides } from "./exercise_slides.ts";
import { keyBlocks } from "./key_sentences.ts";
import { htmlOf, inlineHtml } from "./block_html.ts";
import { blocksOf } from "./blocks.ts";
import { wordCount } from "./words.ts";
import { isClaim, proseSlides } from "./prose_slides.ts";
import { predictSlide, questionSlides } from "./question_slides.ts";
import type { Section, Slide } from "./slide.ts";

/** Cells without slides: connecting, closing, looking up. */
const LEFT_OUT = /^(text-setup|setup|teardown)$/;
const MOST_LEAD_WORDS = 45;

/**
 * Makes the slides of a chapter: one idea on each slide, in the rhythm of its text (say, predict, do, notice).
 *
 * @param page The chapter.
 * @returns The sections of slides; the first holds the title and what the reader will be able to do.
 */
export function outlineOf(page: ChapterPage): Section[] {
  const { cells } = page;
  const sections: Section[] = [{ title: "", slides: [] }];
  const noticed = new Set<PageCell>();
  cells.filter(({ id }) => !LEFT_OUT.test(id)).forEach((cell, index, shown) => {
    if (noticed.has(cell)) return;
    const heading = cell.kind === "markdown" && cell.source.match(/^## (.+)$/m);
    if (heading) sections.push({ title: inlineHtml(heading[1]!), slides: [] });
    const { slides } = sections.at(-1)!;
    const next = shown[index + 1];
    const notice = next?.role === "text" && !next.source.startsWith("#") &&
        !isTask(next, cells)
      ? next
      : undefined;
    slides.push(...slidesOf(cell, notice, cells));
    if (cell.role === "demo" && notice) noticed.add(notice);
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
    const others = proseSlides(rest, { kind: "prose", whole: false });
    return [...slides, ...others];
  }
  return [];
}

/** The heading with the first sentence of its text, or with all of a short text. */
function sectionSlides(source: string, whole: boolean): Slide[] {
  const [heading, ...rest] = blocksOf(source);
  const title = `<h2>${inlineHtml(heading!["text"])}</h2>`;
  if (whole) {
    return proseSlides(source, { kind: "prose", whole });
  }
  const kept = keyBlocks(rest);
  const isShort =
    kept.every((block) => block.type === "paragraph" && !isClaim(block)) &&
    wordCount(kept.map(({ raw }) => raw).join(" ")) <= MOST_LEAD_WORDS;
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
    wordCount(block.raw) <= MOST_LEAD_WORDS;
}

/** A chapter's subtitle, which names its story; the title names the concept. */
const SUBTITLE = /^\*(?<subtitle>[^*]+)\*\s*$/;

/** The title, the story, then what the reader will be able to do. */
function titleSlides(source: string): Slide[] {
  const [heading, ...below] = blocksOf(source);
  const { subtitle } = below[0]?.raw.match(SUBTITLE)?.groups ?? {};
  const rest = subtitle ? below.slice(1) : below;
  const promise = rest.findIndex(({ raw }) => /you can:?\s*$/.test(raw));
  const story = rest.slice(0, promise);
  const [, number = "", title = heading!["text"]] =
    (heading!["text"] as string).match(/^(\d+)\. (.+)$/) ?? [];
  return [
    {
      kind: "title",
      body: `<p class="number">${number}</p>\n<h1>${inlineHtml(title)}</h1>${
        subtitle ? `\n<p class="subtitle">${inlineHtml(subtitle)}</p>` : ""
      }`,
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

/** The text after the demonstration that follows a prediction; empty when there is none. */
function noticeAfter(cell: PageCell, cells: PageCell[]): string {
  const [demo, notice] = cells.slice(cells.indexOf(cell) + 1);
  return demo?.role === "demo" && notice?.role === "text" &&
      !notice.source.startsWith("#")
    ? notice.source
    : "";
}

/** Whether a text is the task of the exercise right after it. */
function isTask(cell: PageCell, cells: PageCell[]): boolean {
  return cell.role === "text" &&
    cells[cells.indexOf(cell) + 1]?.role === "exercise";
}
