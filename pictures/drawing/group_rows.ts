import type { MemberEvent } from "workbook/groups.ts";
import { printable } from "../escape.ts";
import { INK, swatch } from "../palette.ts";
import type { LegendItem } from "./picture.ts";
import { drawCue, type Row } from "./row.ts";
import { sample } from "./sample.ts";
import { secondsInto, type Span } from "./span.ts";

const NOBODY = "nobody";

/** A stretch of time in which a member of a group read a partition, or nobody did. */
export interface Holding {
  /** The member's name; `null` for nobody. */
  member: string | null;
  /** Partition number, from 0. */
  partition: number;
  from: Date;
  to: Date;
}

/**
 * Finds which member of a group read which partition from when to when.
 *
 * @param events The events of all members, in the order in which they happened.
 * @param until The end of the timeline; partitions held then are held to the end.
 * @returns The holdings of members, and then those of nobody.
 */
export function holdingsOf(
  events: readonly MemberEvent[],
  until: Date,
): Holding[] {
  const holdings: Holding[] = [];
  let open: Holding[] = [];
  for (const event of events) {
    const ended = open.filter((holding) => ends(event, holding));
    holdings.push(...ended.map((each) => ({ ...each, to: event.at })));
    open = open.filter((holding) => !ended.includes(holding));
    const { member, at: from } = event;
    const kept = open.filter((holding) => holding.member === member);
    for (
      const partition of event.kind === "assign" ? event.partitions ?? [] : []
    ) {
      if (kept.some((holding) => holding.partition === partition)) continue;
      open.push({ member, partition, from, to: until });
    }
  }
  const all = [...holdings, ...open];
  return [...all, ...unread(all, events[0]?.at ?? until, until)];
}

function ends(event: MemberEvent, { member, partition }: Holding): boolean {
  if (event.member !== member || event.kind === "join") return false;
  const isListed = event.partitions?.includes(partition) ?? false;
  if (event.kind === "assign") return !isListed;
  return event.kind !== "revoke" || event.partitions === undefined || isListed;
}

function unread(holdings: Holding[], start: Date, until: Date): Holding[] {
  const gaps: Holding[] = [];
  const byPartition = Map.groupBy(holdings, ({ partition }) => partition);
  for (const [partition, own] of byPartition) {
    let from = start;
    const nobody = (to: Date): void => {
      if (to > from) gaps.push({ member: null, partition, from, to });
    };
    for (const holding of own.sort((a, b) => Number(a.from) - Number(b.from))) {
      nobody(holding.from);
      if (holding.to > from) from = holding.to;
    }
    nobody(until);
  }
  return gaps;
}

/**
 * Makes the rows of a rebalance: one a member, in the order in which they appear, and last one
 * for the partitions that nobody read.
 *
 * @param events The events of all members, in the order in which they happened.
 * @param holdings The holdings that {@linkcode holdingsOf} found in them.
 * @returns The rows; without the last one when every partition was read all the time.
 */
export function groupRows(
  events: readonly MemberEvent[],
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
 * Explains the bars of a rebalance in a legend.
 *
 * @param holdings The holdings that {@linkcode holdingsOf} found.
 * @returns A heading and an item for each partition; nothing when no partition was ever read.
 */
export function partitionItems(holdings: readonly Holding[]): LegendItem[] {
  const items = partitionsOf(holdings).map((partition) => ({
    sign: sample(swatch(partition).fill, ""),
    meaning: `${partition}`,
  }));
  return items.length === 0
    ? []
    : [{ sign: null, meaning: "Partition" }, ...items];
}

/**
 * Writes a rebalance as text.
 *
 * @param events The events of all members, in the order in which they happened.
 * @param holdings The holdings that {@linkcode holdingsOf} found in them.
 * @param span The first and last moment of the timeline.
 * @returns One line a member: `ada │ 0.00 s join, 0.20 s assign 0 1, 3.00 s crash`.
 */
export function groupText(
  events: readonly MemberEvent[],
  holdings: readonly Holding[],
  span: Span,
): string {
  const lines = [...Map.groupBy(events, ({ member }) => member)].map(
    ([member, own]) => {
      const words = own.map(({ at, kind, partitions }) => {
        const list = kind === "assign" && partitions?.length === 0
          ? ["nothing"]
          : partitions ?? [];
        return [secondsInto(at, span), kind, ...list].join(" ");
      });
      return `${printable(member)} │ ${words.join(", ")}`;
    },
  );
  const unread = holdings.filter(({ member }) => member === null).map(
    ({ partition, from, to }) =>
      `${partition} from ${secondsInto(from, span)} to ${
        secondsInto(to, span)
      }`,
  );
  if (unread.length > 0) lines.push(`${NOBODY} │ ${unread.join(", ")}`);
  return lines.join("\n");
}

function partitionsOf(holdings: readonly Holding[]): number[] {
  return [...new Set(holdings.map(({ partition }) => partition))]
    .sort((a, b) => a - b);
}
