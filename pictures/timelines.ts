import type { MemberEvent } from "workbook/groups.ts";
import type { BrokerEvent } from "workbook/replicas.ts";
import type { Displayable } from "./display.ts";
import {
  groupRows,
  groupText,
  holdingsOf,
  partitionItems,
} from "./drawing/group_rows.ts";
import {
  CHART_WIDTH,
  HIGHEST,
  legend,
  type LegendItem,
  picture,
  spoken,
} from "./drawing/picture.ts";
import {
  replicaRows,
  replicaText,
  type ShownState,
} from "./drawing/replica_rows.ts";
import { cueItems, type Row } from "./drawing/row.ts";
import { type Span, spanOf } from "./drawing/span.ts";
import { moved } from "./drawing/svg.ts";
import { drawTimeline, lineHeight } from "./drawing/timeline.ts";

export type { BrokerEvent, ShownState };

/** Options of a timeline. */
export interface TimelineOptions {
  /** The last moment shown; left out, shortly after the last event. */
  until?: Date;
  /** The line above the picture; left out, a line that says what it shows. */
  title?: string;
}

/**
 * Draws which member of a group reads which partition of a topic while members come and go.
 *
 * One row a member, one line a partition, always in the same place and colour. The last row shows
 * when nobody read a partition: what a rebalance costs.
 *
 * @param events The events of all members, in any order; without any, the axis is empty.
 * @param options The end of the timeline, and its title.
 * @returns A picture; as text, one line a member.
 *
 * @example Bo joins, and takes over partition 1
 * ```ts
 * import { rebalanceTimeline } from "pictures/timelines.ts";
 *
 * const at = (seconds: number) => new Date(seconds * 1000);
 * rebalanceTimeline([
 *   { at: at(0), member: "ada", kind: "join" },
 *   { at: at(1), member: "ada", kind: "assign", partitions: [0, 1] },
 *   { at: at(4), member: "bo", kind: "join" },
 *   { at: at(5), member: "ada", kind: "revoke" },
 *   { at: at(6), member: "ada", kind: "assign", partitions: [0] },
 *   { at: at(6), member: "bo", kind: "assign", partitions: [1] },
 * ]);
 * ```
 */
export function rebalanceTimeline(
  events: readonly MemberEvent[],
  options: TimelineOptions = {},
): Displayable {
  const sorted = events.toSorted(byTime);
  const moments = sorted.map(({ at }) => at);
  const span = spanOf(moments, options.until);
  const holdings = holdingsOf(sorted, span.to);
  return timeline({
    title: options.title ?? "Who reads which partition",
    rows: groupRows(sorted, holdings),
    meaning: "One row a member, one line a partition it reads.",
    text: groupText(sorted, holdings, span),
    span,
    moments,
    signs: [
      ...partitionItems(holdings),
      ...cueItems(
        sorted.flatMap(({ kind }) => kind === "assign" ? [] : [kind]),
      ),
    ],
  });
}

/**
 * Draws which broker leads a partition, and which replicas are in sync, over time.
 *
 * @param states The states of the partitions, in any order; equal neighbours become one bar.
 * @param options The end of the timeline, its title, and `events`: the crashes and starts of brokers.
 * @returns A picture; as text, one line a partition and broker.
 *
 * @example Broker 1 crashes, broker 2 takes over
 * ```ts
 * import { replicaTimeline } from "pictures/timelines.ts";
 *
 * const at = (seconds: number) => new Date(seconds * 1000);
 * const replicas = [1, 2, 3];
 * replicaTimeline([
 *   { at: at(0), partition: 0, leader: 1, replicas, isr: [1, 2, 3] },
 *   { at: at(5), partition: 0, leader: 2, replicas, isr: [2, 3] },
 * ], { events: [{ at: at(3), broker: 1, kind: "crash" }] });
 * ```
 */
export function replicaTimeline(
  states: readonly ShownState[],
  options: TimelineOptions & { events?: readonly BrokerEvent[] } = {},
): Displayable {
  const sorted = states.toSorted(byTime);
  const events = (options.events ?? []).toSorted(byTime);
  const moments = [...sorted, ...events].sort(byTime).map(({ at }) => at);
  const span = spanOf(moments, options.until);
  return timeline({
    title: options.title ?? "Leader and in-sync replicas",
    rows: replicaRows(sorted, events, span.to),
    meaning: "One row a broker: leader, in sync or out of sync.",
    text: replicaText(sorted, events, span),
    span,
    moments,
    signs: cueItems(events.map(({ kind }) => kind)),
  });
}

interface Timeline {
  title: string;
  rows: Row[];
  meaning: string;
  text: string;
  span: Span;
  moments: readonly Date[];
  signs: LegendItem[];
}

function timeline(
  { title, rows, meaning, text, span, moments, signs }: Timeline,
): Displayable {
  const below = legend(signs, 0, CHART_WIDTH);
  const line = lineHeight(rows, HIGHEST - below.height);
  const above = drawTimeline(rows, moments, span, line);
  return picture({
    title,
    description: `${meaning} ${spoken(text)}`,
    text,
    shapes: [...above.shapes, moved(0, above.height, ...below.shapes)],
    width: above.width,
    height: above.height + below.height,
  });
}

function byTime(a: { at: Date }, b: { at: Date }): number {
  return Number(a.at) - Number(b.at);
}
