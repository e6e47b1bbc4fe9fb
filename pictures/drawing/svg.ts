import { escape, printable } from "../escape.ts";

/**
 * A piece of SVG.
 *
 * Only {@linkcode element} makes it, and it escapes every text, so what a record holds can't
 * become markup on its way into a picture.
 */
class Svg {
  constructor(readonly source: string) {}
}
export type { Svg };

/** Attributes by name; numbers are rounded to a tenth, `undefined` leaves the attribute out. */
type Attributes = Record<string, string | number | undefined>;

/**
 * Makes an SVG element.
 *
 * @param name The element's name, such as `rect`.
 * @param attributes Its attributes; values are escaped.
 * @param children The elements and texts that it holds; texts are escaped.
 * @returns The element.
 *
 * @example Text is escaped
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { element } from "pictures/drawing/svg.ts";
 *
 * strictEqual(element("text", { x: 1.25 }, "<b>").source, '<text x="1.3">&#60;b&#62;</text>');
 * ```
 */
export function element(
  name: string,
  attributes: Attributes,
  ...children: (Svg | string)[]
): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(value)}"`).join("");
  const inside = children
    .map((child) => child instanceof Svg ? child.source : escape(child))
    .join("");
  return new Svg(
    inside ? `<${name}${written}>${inside}</${name}>` : `<${name}${written}/>`,
  );
}

/**
 * Moves shapes.
 *
 * @param x The way to the right, in px.
 * @param y The way down, in px.
 * @param shapes The shapes to move.
 * @returns A group of the shapes, whose (0, 0) is at (x, y).
 */
export function moved(x: number, y: number, ...shapes: Svg[]): Svg {
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  return element("g", { transform: place }, ...shapes);
}

/**
 * Makes a line of text.
 *
 * @param text The line, which is escaped.
 * @param x The beginning of the line, or its middle or end, as `text-anchor` says; in px.
 * @param y The baseline, in px.
 * @param attributes Further attributes, at least `fill` and `font-size`.
 * @returns The text element.
 */
export function words(
  text: string,
  x: number,
  y: number,
  attributes: Attributes,
): Svg {
  return element("text", { x, y, ...attributes }, text);
}

/**
 * Estimates the width of a text, on the wide side, as the reader's fonts are not known.
 *
 * @param text A text of one line.
 * @param size The font size, in px.
 * @returns The width, in px.
 */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    if (character > "\u2E7F") ems += 1.05;
    else if (/[ .,:;|!'iljtfrI1()[\]]/.test(character)) ems += 0.42;
    else ems += /[A-Zmw@%…]/.test(character) ? 0.82 : 0.62;
  }
  return ems * size;
}

/**
 * Cuts a text to a width.
 *
 * @param text A key, a value, a name.
 * @param width The greatest width, in px.
 * @param size The font size, in px.
 * @returns The text itself if it fits, else its beginning and `…`.
 */
export function fit(text: string, width: number, size: number): string {
  const line = printable(text);
  if (textWidth(line, size) <= width) return line;
  let cut = "";
  for (const character of line) {
    if (textWidth(`${cut}${character}…`, size) > width) break;
    cut += character;
  }
  return `${cut}…`;
}

function attribute(value: string | number | undefined): string {
  return typeof value === "number"
    ? String(Math.round(value * 10) / 10)
    : escape(value ?? "");
}
