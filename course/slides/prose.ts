import { keyBlocks } from "./key_sentences.ts";
import { type Block, blocksOf, htmlOf, inlineHtml } from "./markdown.ts";
import { wordsOf } from "./words.ts";
import { proseHeight } from "./sizes.ts";
import { SCREEN, type Slide, type SlideKind } from "./slide.ts";

const HEADING_HEIGHT = 84;
/** Height in px of prose that one idea needs; a task is read on the screen by those who solve it. */
const MOST_PROSE = 380;
const MOST_TASK = 460;
/** So few words are shown larger. */
const BRIEF = 32;

/** How a text becomes slides. */
export interface ProseOptions {
  kind: SlideKind;
  /** Whether every word is shown; else the key sentences. */
  whole: boolean;
}

/**
 * Makes slides of a text cell: its key sentences, and each claim on a slide of its own. The full text goes into the
 * notes of the first.
 *
 * @param source Markdown; a heading of the second level is left to the caller.
 * @param options How.
 * @returns At least one slide, unless the text is empty.
 */
export function proseSlides(
  source: string,
  { kind, whole }: ProseOptions,
): Slide[] {
  const all = blocksOf(source).filter(({ type }) => type !== "html");
  const blocks = whole ? all : keyBlocks(all);
  const heading = blocks[0]?.type === "heading" ? blocks[0] : undefined;
  const rest = heading ? blocks.slice(1) : blocks;
  const slides = pack(
    rest,
    heading ? HEADING_HEIGHT : 0,
    kind === "task" ? MOST_TASK : MOST_PROSE,
  ).map((part) =>
    isClaim(part[0]!) ? takeaway(part[0]!) : {
      kind: kind === "prose" && isBrief(part) ? "brief" : kind,
      body: titled(heading, htmlOf(part)),
      notes: "",
    }
  );
  const [first, ...others] = slides;
  return first ? [{ ...first, notes: htmlOf(source) }, ...others] : [];
}

/** Whether a quote states what the course guarantees. */
export function isClaim({ type, raw }: Block): boolean {
  return type === "blockquote" && raw.includes("claim:");
}

function isBrief(blocks: Block[]): boolean {
  return blocks.every(({ type }) => type === "paragraph") &&
    wordsOf(blocks.map(({ raw }) => raw).join(" ")) <= BRIEF;
}

function titled(heading: Block | undefined, html: string): string {
  return heading ? `<h2>${inlineHtml(heading["text"])}</h2>\n${html}` : html;
}

/** Puts blocks together as long as they fit, a lead-in with what it leads to, and a claim by itself. */
function pack(blocks: Block[], taken: number, most: number): Block[][] {
  const parts: Block[][] = [];
  const heights: number[] = [];
  for (const group of groups(blocks)) {
    const high = group.reduce((sum, block) => sum + proseHeight(block), 0);
    const last = parts.at(-1);
    const soFar = heights.at(-1) ?? 0;
    const limit = Math.max(
      most - taken,
      SCREEN.body.height - taken > soFar + high && high < 80 ? soFar + high : 0,
    );
    const joins = last && !isClaim(last[0]!) && !isClaim(group[0]!) &&
      soFar + high <= limit;
    if (joins) {
      last.push(...group);
      heights[heights.length - 1] = soFar + high;
    } else {
      parts.push([...group]);
      heights.push(high);
    }
  }
  return parts;
}

function groups(blocks: Block[]): Block[][] {
  const out: Block[][] = [];
  blocks.forEach((block, index) => {
    const before = blocks[index - 1];
    if (before && leadsOn(before) && !isClaim(block)) out.at(-1)!.push(block);
    else out.push(...splitList(block));
  });
  return out;
}

/** Whether a paragraph is nothing without what follows it: a title in bold, or a sentence that is not at its end. */
function leadsOn({ type, raw }: Block): boolean {
  return type === "paragraph" &&
    /^\*\*[^*]+\*\*$|[^.!?)"*]$/.test(raw.trim());
}

/** A list that is too long for a slide goes on on the next. */
function splitList(block: Block): Block[][] {
  if (block.type !== "list" || proseHeight(block) <= SCREEN.body.height - 100) {
    return [[block]];
  }
  const items = block["items"] as Block[];
  const half = Math.ceil(items.length / 2);
  return [items.slice(0, half), items.slice(half)].flatMap((some) =>
    splitList({ ...block, items: some })
  );
}

function takeaway(claim: Block): Slide {
  const [sentence, ...source] = claim["text"].split(/\s*<small>|<\/small>/);
  const origin = (source.join("") as string).replace(/^claim: \S+ · /, "");
  return {
    kind: "takeaway",
    body: `<p class="claim">${inlineHtml(sentence.replaceAll("**", ""))}</p>
<p class="origin">${inlineHtml(origin)}</p>`,
    notes: "",
  };
}
