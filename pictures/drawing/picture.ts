import { type Displayable, displayable } from "../display.ts";
import { escape, printable } from "../escape.ts";
import { INK } from "../palette.ts";
import { element, fit, moved, type Svg, textWidth, words } from "./svg.ts";

/** Widest drawing, in px; a phone shows it at half its size. */
export const WIDEST = 716;
/** Width of a chart or a timeline, in px, so that its text can be read on a phone, too. */
export const CHART_WIDTH = 540;

/** Highest drawing, in px: with its card, half a window of 900 px. */
export const HIGHEST = 384;

const PADDING = 16;
const HEADING = 34;
const SCALED = "max-width:100%;height:auto";

/** What a picture is made of. */
export interface Drawing {
  /** One line, shown above the drawing. */
  title: string;
  /** A sentence or two about the drawing, for a reader who can't see it. */
  description: string;
  /** The same content as lines of text. */
  text: string;
  /** Width of the drawing, in px, at most {@linkcode WIDEST}. */
  width: number;
  /** Height of the drawing, in px, at most {@linkcode HIGHEST} if what it shows can be told apart then. */
  height: number;
  /** The shapes, from (0, 0) to (width, height). */
  shapes: Svg[];
}

/**
 * Puts a drawing on a card that reads the same on light and dark pages.
 *
 * The SVG stands by itself: no style sheet, font, script or id, so that any number of pictures may
 * share a page.
 *
 * @param drawing The drawing, its title and its text.
 * @returns `image/svg+xml` with title and description; `text/html` with the same as an image, as
 * JupyterLab neither scales an SVG to a narrow pane nor reads its title aloud; and the text.
 *
 * @example A drawing of one record
 * ```ts
 * import { picture } from "pictures/drawing/picture.ts";
 * import { element } from "pictures/drawing/svg.ts";
 *
 * picture({
 *   title: "One record",
 *   description: "A box.",
 *   text: "[1001]",
 *   width: 80,
 *   height: 40,
 *   shapes: [element("rect", { width: 80, height: 40, fill: "#77aadd" })],
 * });
 * ```
 */
export function picture(drawing: Drawing): Displayable {
  const { title, description, text, shapes } = drawing;
  const width = Math.ceil(drawing.width + 2 * PADDING);
  const height = Math.ceil(drawing.height + 2 * PADDING + HEADING);
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      role: "img",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      style: SCALED,
      "font-family":
        "system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif",
    },
    element("title", {}, title),
    element("desc", {}, description),
    card(width, height),
    words(fit(title, width - 2 * PADDING, 15.5), PADDING, PADDING + 13, {
      fill: INK.text,
      "font-size": 15,
      "font-weight": 600,
    }),
    moved(PADDING, PADDING + HEADING, ...shapes),
  );
  return displayable(
    {
      "image/svg+xml": svg.source,
      "text/html": image(svg.source, `${title}. ${description}`),
    },
    [printable(title), text].filter((part) => part !== "").join("\n"),
  );
}

/**
 * Turns a picture's lines of text into words for a reader who can't see it.
 *
 * @param text The lines, each with its parts between `│`.
 * @returns The same as one line.
 */
export function spoken(text: string): string {
  return text.replaceAll(" │ ", ": ").replaceAll("\n", "; ");
}

function image(svg: string, alt: string): string {
  const data = new TextEncoder().encode(svg).toBase64();
  return `<img alt="${escape(alt)}" style="${SCALED}" ` +
    `src="data:image/svg+xml;base64,${data}"/>`;
}

function card(width: number, height: number): Svg {
  return element("rect", {
    x: 0.5,
    y: 0.5,
    width: width - 1,
    height: height - 1,
    rx: 10,
    fill: INK.paper,
    stroke: INK.rule,
  });
}

/** One item of a legend: a sign and what it stands for. */
export interface LegendItem {
  /** Drawn in a box of 18 by 16 px, from (0, 0); `null` for words alone. */
  sign: Svg | null;
  /** What the sign stands for. */
  meaning: string;
}

const SIGN_WIDTH = 18;
const ROW_HEIGHT = 22;
const LEGEND_SIZE = 12.5;

/**
 * Draws a legend in as many rows as it takes.
 *
 * @param items The signs and their meanings, in reading order; without any, nothing is drawn.
 * @param top The upper edge of its first row, in px.
 * @param width The room for a row, in px.
 * @returns The shapes and the legend's height in px.
 */
export function legend(
  items: readonly LegendItem[],
  top: number,
  width: number,
): { shapes: Svg[]; height: number } {
  const shapes: Svg[] = [];
  let x = 0;
  let row = 0;
  for (const { sign, meaning } of items) {
    const text = fit(meaning, width / 2, LEGEND_SIZE);
    const indent = sign ? SIGN_WIDTH + 6 : 0;
    const needed = indent + textWidth(text, LEGEND_SIZE);
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const y = top + row * ROW_HEIGHT;
    shapes.push(
      moved(
        x,
        y,
        ...(sign ? [sign] : []),
        words(text, indent, 12.5, {
          fill: INK.muted,
          "font-size": LEGEND_SIZE,
        }),
      ),
    );
    x += needed + 16;
  }
  return { shapes, height: items.length === 0 ? 0 : (row + 1) * ROW_HEIGHT };
}
