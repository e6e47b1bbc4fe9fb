import { INK } from "../palette.ts";
import { element, type Svg, textWidth, words } from "./svg.ts";

const ROW = 18;
const SIZE = 12.5;

/** An arrow's target. */
export interface Pointer {
  /** Where it points, in px from the left. */
  x: number;
  label: string;
  /** Whether it may go on as a line between two boxes; else it ends below them. */
  isBetween: boolean;
}

/**
 * Draws arrows that point up at borders between records, each label where no other stands.
 *
 * @param pointers The targets.
 * @param top Where the boxes end, in px.
 * @param width Room, in px; a label that would leave it stands left of its arrow.
 * @returns The shapes and the height of the labels in px.
 */
export function arrows(
  pointers: readonly Pointer[],
  top: number,
  width: number,
): { shapes: Svg[]; height: number } {
  const rows: [number, number][][] = [];
  const shapes: Svg[] = [];
  for (
    const { x, label, isBetween } of pointers.toSorted((a, b) => b.x - a.x)
  ) {
    const long = textWidth(label, SIZE) + 8;
    const onLeft = x + long > width;
    const [from, to] = onLeft ? [x - long, x + 5] : [x - 5, x + long];
    let row = rows.findIndex((taken) =>
      taken.every(([start, end]) => to < start || end < from)
    );
    if (row < 0) row = rows.push([]) - 1;
    rows[row]?.push([from, to]);
    const y = top + 20 + row * ROW;
    shapes.push(
      stem(x, y, top, isBetween),
      words(label, onLeft ? x - 8 : x + 8, y, {
        fill: INK.text,
        "font-size": SIZE,
        "text-anchor": onLeft ? "end" : "start",
      }),
    );
  }
  return {
    shapes,
    height: rows.length === 0 ? 0 : rows.length * ROW + 6,
  };
}

function stem(x: number, bottom: number, top: number, isBetween: boolean): Svg {
  const line = `M${x.toFixed(1)} ${bottom}V${top + 10}`;
  const between = isBetween ? `M${x.toFixed(1)} -5V${top + 5}` : "";
  return element(
    "g",
    { fill: INK.text, stroke: INK.text, "stroke-width": 1.5 },
    element("path", { d: line + between }),
    element("path", {
      d: `M${x.toFixed(1)} ${top + 5}l-4.5 8h9z`,
      stroke: "none",
    }),
  );
}
