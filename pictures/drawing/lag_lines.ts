import type { LagSample } from "workbook/offsets.ts";
import { INK, swatch } from "../palette.ts";
import { linear, verticalAxis } from "./axis.ts";
import { CHART_WIDTH } from "./picture.ts";
import { element, moved, type Svg, words } from "./svg.ts";
import { secondsInto, type Span } from "./span.ts";
import { cutBands, timeAxis, timeScale } from "./time_axis.ts";

const LEFT = 50;
const RIGHT = 116;
const LENGTH = CHART_WIDTH - LEFT - RIGHT;
const TOP = 14;
const HIGH = 200;
const LABEL = 16;

/**
 * Draws lag over time, one line a partition, its name where the line ends.
 *
 * @param samples The samples, in order of time.
 * @param span The first and last moment of the axis.
 * @returns The shapes and their size in px.
 */
export function drawLag(
  samples: readonly LagSample[],
  span: Span,
): { shapes: Svg[]; width: number; height: number } {
  // With less room than this the axis would count in halves of a record.
  const most = Math.max(4, ...samples.map(({ lag }) => Number(lag)));
  const x = timeScale(samples.map(({ at }) => at), span, LENGTH);
  const y = linear(most * 1.05, HIGH, 36);
  const lines = byPartition(samples).map(([partition, own]): Line => ({
    partition,
    last: own.at(-1)?.lag ?? 0n,
    points: own.map(({ at, lag }) => [
      x.moment(at),
      HIGH - y.at(Number(lag)),
    ]),
  }));
  const axis = timeAxis(x, LENGTH, "the first sample");
  return {
    shapes: [
      words("offsets behind", 0, 2, { fill: INK.muted, "font-size": 11.5 }),
      moved(
        LEFT,
        TOP,
        ...verticalAxis(y, HIGH, LENGTH),
        ...lines.map(drawLine),
        ...cutBands(x, HIGH),
        ...names(lines),
        moved(0, HIGH, ...axis.shapes),
      ),
    ],
    width: CHART_WIDTH,
    height: TOP + HIGH + axis.height,
  };
}

/**
 * Writes lag over time as text.
 *
 * @param samples The samples, in order of time.
 * @param span The first and last moment of the axis.
 * @returns One line a partition: `partition 0 │ most 480 at 3.20 s, last 12 at 9.00 s`.
 */
export function lagText(samples: readonly LagSample[], span: Span): string {
  return byPartition(samples).map(([partition, own]) => {
    const most = own.reduce((a, b) => b.lag > a.lag ? b : a);
    const moment = (word: string, { lag, at }: LagSample): string =>
      `${word} ${lag} at ${secondsInto(at, span)}`;
    return `partition ${partition} │ ${moment("most", most)}, ${
      moment("last", own.at(-1) ?? most)
    }`;
  }).join("\n");
}

type Line = { partition: number; last: bigint; points: [number, number][] };

function byPartition(samples: readonly LagSample[]): [number, LagSample[]][] {
  return [...Map.groupBy(samples, ({ partition }) => partition)]
    .sort(([a], [b]) => a - b);
}

function drawLine({ partition, points }: Line): Svg {
  const { line, dashes } = swatch(partition);
  const path = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return element("path", {
    d: `M${path.join("L")}`,
    fill: "none",
    stroke: line,
    "stroke-width": 2.25,
    "stroke-linejoin": "round",
    "stroke-dasharray": dashes || undefined,
  });
}

/** Each line's name at its end, moved down where another name stands, with a stroke that leads to it. */
function names(lines: readonly Line[]): Svg[] {
  const ends = lines.map(({ partition, last, points }) => {
    const [x = 0, y = 0] = points.at(-1) ?? [];
    return { partition, last, x, y };
  }).sort((a, b) => a.y - b.y);
  let free = ends.length * -LABEL;
  return ends.flatMap(({ partition, last, x, y }, index) => {
    const highest = HIGH - (ends.length - 1 - index) * LABEL;
    const at = Math.max(free, Math.min(y, highest));
    free = at + LABEL;
    const { line } = swatch(partition);
    return [
      element("path", {
        d: `M${x.toFixed(1)} ${y.toFixed(1)}L${LENGTH + 10} ${at.toFixed(1)}`,
        stroke: line,
        "stroke-opacity": 0.8,
      }),
      words(`partition ${partition}: ${last}`, LENGTH + 13, at + 4, {
        fill: line,
        "font-size": 12,
        "font-weight": 600,
      }),
    ];
  });
}
