import { keyBlocks } from "./key_sentences.ts";
import { htmlOf, inlineHtml } from "./block_html.ts";
import { type Block, blocksOf } from "./blocks.ts";
import { wordCount } from "./words.ts";
import { proseHeight } from "./sizes.ts";
import { SCREEN, type Slide, type SlideKind } from "./slide.ts";

const HEADING_HEIGHT = 84;
/** Greatest height in px of prose on one slide; a task may be longer, because those who solve it read it there. */
const MOST_PROSE = 380;
const MOST_TASK = 460;
/** Number of words up to which a text is shown larger. */
const BRIEF = 32;

/** Options for the slides of a text. */
export interface ProseOptions {
  /** The kind of the slides. */
  kind: SlideKind;
  /** Whether to show the whole text instead of its key sentences. */
  whole: boolean;
}

/**
 * Makes the slides of a text cell: its key sentences, and each claim on a slide of its own. The full text goes into the
 * notes of the first.
 *
 * @param source The Markdown of the text; a heading of the second level is left to the caller.
 * @param options The kind of the slides, and whether to show the whole text.
 * @returns At least one slide, unless the text is empty.
 */
export function proseSlides(
  source: string,
  options: ProseOptions,
): Slide[] {
  const { kind, whole } = options;
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

/**
 * Says whether a block states a claim of the course.
 *
 * @param block A block of a text cell.
 * @returns Whether it is the quotation of a claim.
 */
export function isClaim(block: Block): boolean {
  const { type, raw } = block;
  return type === "blockquote" && raw.includes("claim:");
}

function isBrief(blocks: Block[]): boolean {
  return blocks.every(({ type }) => type === "paragraph") &&
    wordCount(blocks.map(({ raw }) => raw).join(" ")) <= BRIEF;
}

function titled(heading: Block | undefined, html: string): string {
  return heading ? `<h2>${inlineHtml(heading["text"])}</h2>\n${html}` : html;
}

/** Groups blocks as long as they fit: a lead-in with what follows it, and a claim by itself. */
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

/** Whether a paragraph belongs to what follows it: a title in bold, or an unfinished sentence. */
function leadsOn({ type, raw }: Block): boolean {
  return type === "paragraph" &&
    /^\*\*[^*]+\*\*$|[^.!?)"*]$/.test(raw.trim());
}

/** Splits a list that is too long for one slide. */
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
