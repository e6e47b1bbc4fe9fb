import type { Output } from "headless/outputs.ts";
import { escapeHtml } from "./words.ts";
import { fitMono } from "./mono_fit.ts";
import { fitTable } from "./table_fit.ts";
import { SCREEN } from "./slide.ts";

const { width: WIDTH, height: HEIGHT } = SCREEN.body;
const GAP = 20;
/** Height in px above which a picture stands beside its caption instead of above it. */
const TALL = 440;
/** Height in px of a table's title. */
const TITLE = 56;
const MOST_LINES = 16;
/** Font size in px of a short output. */
const LARGE = 30;

/** An output of a cell on a slide. */
export interface Exhibit {
  /** Its form. */
  kind: "picture" | "table" | "text";
  /** Height that it needs at least, in px. */
  height: number;
  /** Renders it as HTML at a height in px. */
  html: (height: number) => string;
}

/**
 * Reads the outputs of a cell, each in its best form for a slide.
 *
 * @param outputs The outputs of one cell.
 * @returns The exhibits in order; none for an error.
 */
export function exhibitsOf(outputs: Output[]): Exhibit[] {
  return outputs.flatMap((output) => {
    if (output.output_type === "error") return [];
    if (output.output_type === "stream") return [textExhibit(output.text)];
    const { data } = output;
    const text = String(data["text/plain"] ?? "");
    if ("image/svg+xml" in data) {
      return [picture(String(data["image/svg+xml"]))];
    }
    return String(data["text/html"] ?? "").includes("<table")
      ? [table(String(data["text/html"]))]
      : [textExhibit(text)];
  });
}

/**
 * Distributes exhibits over slides, as many on each as fit.
 *
 * @param exhibits The exhibits of one cell.
 * @param room Height of the exhibits on a slide, in px.
 * @returns The exhibits of each slide.
 */
export function packExhibits(exhibits: Exhibit[], room: number): Exhibit[][] {
  const slides: Exhibit[][] = [];
  for (const exhibit of exhibits) {
    const last = slides.at(-1) ?? [];
    const taken = last.reduce((sum, { height }) => sum + height + GAP, 0);
    if (last.length > 0 && taken + exhibit.height <= room) last.push(exhibit);
    else slides.push([exhibit]);
  }
  return slides;
}

/**
 * Renders exhibits on one slide; pictures share the height that the others leave.
 *
 * @param exhibits The exhibits of one slide, as {@link packExhibits} gives them.
 * @param room Height of the exhibits, in px.
 * @returns HTML.
 */
export function exhibitsHtml(exhibits: Exhibit[], room: number): string {
  const heightOf = (some: Exhibit[]): number =>
    some.reduce((sum, { height }) => sum + height, 0);
  const pictures = exhibits.filter(({ kind }) => kind === "picture");
  const others = heightOf(exhibits) - heightOf(pictures);
  const left = room - others - GAP * (exhibits.length - 1);
  const scale = left / (heightOf(pictures) || 1);
  return exhibits.map(({ kind, height, html }) =>
    html(kind === "picture" ? height * scale : height)
  ).join("\n");
}

/**
 * Says whether an exhibit is so high that it needs the whole height of a slide.
 *
 * @param exhibit An exhibit of a cell.
 * @returns Whether it is a tall picture.
 */
export function isTall(exhibit: Exhibit): boolean {
  const { kind, height } = exhibit;
  return kind === "picture" && height > TALL;
}

function picture(svg: string): Exhibit {
  const [, width, height] =
    svg.match(/width="([\d.]+)" height="([\d.]+)"/)?.map(Number) ?? [];
  if (!width || !height) {
    throw new Error(
      `Cannot show "${
        svg.slice(0, 60)
      }": expected a picture with width and height in px`,
    );
  }
  return {
    kind: "picture",
    height,
    html(room): string {
      const shown = Math.min(width * room / height, WIDTH, width * 1.9);
      return `<div class="picture" style="width:${
        Math.floor(shown)
      }px">${svg}</div>`;
    },
  };
}

function table(html: string): Exhibit {
  const rows = [...html.matchAll(/<tr[\s>][\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) =>
      cell!
    )
  );
  const title = html.includes("<caption") ? TITLE : 0;
  const { size, height } = fitTable(rows, HEIGHT - title);
  return {
    kind: "table",
    height: height + title,
    html: () => `<div class="table" style="font-size:${size}px">${html}</div>`,
  };
}

function textExhibit(text: string): Exhibit {
  // deno-lint-ignore no-control-regex
  const plain = text.replaceAll(/\u001b\[[\d;]*m/g, "").trimEnd();
  const lines = plain.split("\n").map(withoutTabs);
  const shown = lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES - 1), "…"].join("\n")
    : lines.join("\n");
  const { size, height } = fitMono(shown, HEIGHT, 17, LARGE);
  return {
    kind: "text",
    height,
    html: () =>
      `<pre class="shown" style="font-size:${size}px">${
        escapeHtml(shown)
      }</pre>`,
  };
}

/** Replaces tabs by spaces up to the next multiple of 8 columns, as a terminal shows them. */
function withoutTabs(line: string): string {
  return line.split("\t").reduce((before, after) =>
    before.padEnd((Math.floor(before.length / 8) + 1) * 8) + after
  );
}
