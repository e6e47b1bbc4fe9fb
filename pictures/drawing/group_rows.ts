import { printable } from "../escape.ts";
import { drawCue } from "./cues.ts";
import type { GroupEvent, Holding } from "./holdings.ts";
import { INK, swatch } from "../palette.ts";
import { type Row, secondsInto, type Span } from "./timeline.ts";

const NOBODY = "nobody";

/**
 * Makes the rows of a rebalance: one a member, in the order in which they appear, and last the
 * partitions that nobody read.
 *
 * @param events What the members saw, in order.
 * @param holdings Who read what from when to when.
 * @returns The rows; the last one only when there is something in it.
 */
export function groupRows(
  events: readonly GroupEvent[],
  holdings: readonly Holding[],
): Row[] {
  const partitions = partitionsOf(holdings);
  const members: (string | null)[] = [...new Set(events.map((e) => e.member))];
  if (holdings.some(({ member }) => member === null)) members.push(null);
  return members.map((member) => ({
    name: member ?? NOBODY,
    lines: Math.max(partitions.length, 1),
    bars: holdings.filter((holding) => holding.member === member).map(
      ({ partition, from, to }) => ({
        from,
        to,
        line: partitions.indexOf(partition),
        text: `${partition}`,
        fill: member === null ? "none" : swatch(partition).fill,
        ink: member === null ? INK.alarm : INK.text,
      }),
    ),
    cues: events.filter((event) => event.member === member).flatMap(
      ({ at, kind }) => kind === "assign" ? [] : [{ at, sign: drawCue(kind) }],
    ),
  }));
}

/**
 * Writes a rebalance as text.
 *
 * @param events What the members saw, in order.
 * @param holdings Who read what from when to when.
 * @param span What the timeline covers.
 * @returns One line a member: `ada │ 0.00 s join, 0.20 s assign 0 1, 3.00 s crash`.
 */
export function groupText(
  events: readonly GroupEvent[],
  holdings: readonly Holding[],
  span: Span,
): string {
  const lines = [...Map.groupBy(events, ({ member }) => member)].map(
    ([member, own]) => {
      const told = own.map(({ at, kind, partitions }) => {
        const list = kind === "assign" && partitions?.length === 0
          ? ["nothing"]
          : partitions ?? [];
        return [secondsInto(at, span), kind, ...list].join(" ");
      });
      return `${printable(member)} │ ${told.join(", ")}`;
    },
  );
  const unread = holdings.filter(({ member }) => member === null).map(
    ({ partition, from, to }) =>
      `${partition} from ${secondsInto(from, span)} to ${
        secondsInto(to, span)
      }`,
  );
  return [
    ...lines,
    ...(unread.length ? [`${NOBODY} │ ${unread.join(", ")}`] : []),
  ]
    .join("\n");
}

function partitionsOf(holdings: readonly Holding[]): number[] {
  return [...new Set(holdings.map(({ partition }) => partition))]
    .sort((a, b) => a - b);
}
