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
 * @param children What it holds: elements, or texts, which are escaped.
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
 * Makes a line of text.
 *
 * @param text One line; escaped.
 * @param x Where it begins, or its middle or end, as `text-anchor` says; px.
 * @param y Its baseline, in px.
 * @param attributes At least `fill` and `font-size`.
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
 * Estimates how wide a text will be, on the wide side, as the reader's fonts are not known.
 *
 * @param text One line.
 * @param size Font size in px.
 * @returns Width in px.
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
 * @param width Width in px.
 * @param size Font size in px.
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
