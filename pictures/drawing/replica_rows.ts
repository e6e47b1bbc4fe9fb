import type { BrokerEvent, ReplicaState } from "workbook/replicas.ts";
import { INK, swatch } from "../palette.ts";
import { drawCue, type Row } from "./row.ts";
import { secondsInto, type Span } from "./span.ts";

/** The part of a partition's state that a picture shows. */
export type ShownState = Pick<
  ReplicaState,
  "at" | "partition" | "leader" | "replicas" | "isr"
>;

type Stretch = { state: string; from: Date; to: Date };

const LEADERLESS = "no leader";
const STYLES = new Map([
  ["leader", { fill: INK.strong, ink: INK.paper }],
  ["in sync", { fill: swatch(0).fill, ink: INK.text }],
  ["out of sync", { fill: "none", ink: INK.muted }],
  [LEADERLESS, { fill: INK.alarm, ink: INK.paper }],
]);

/**
 * Makes the rows of replicas over time: for each partition one row a broker and, when it was ever
 * without a leader, one that shows when.
 *
 * @param states The states of the partitions, oldest first; equal neighbours become one bar.
 * @param events The crashes and starts of brokers.
 * @param until The end of the last bars.
 * @returns The rows, by partition and broker.
 */
export function replicaRows(
  states: readonly ShownState[],
  events: readonly BrokerEvent[],
  until: Date,
): Row[] {
  const partitions = Map.groupBy(states, ({ partition }) => partition);
  return [...partitions].sort(byNumber).flatMap(([partition, own]) => {
    const prefix = partitions.size > 1 ? `p${partition} ` : "";
    const rows = brokersOf(own).map((broker) => ({
      ...row(`${prefix}broker ${broker}`, stretches(own, until, broker)),
      cues: events.filter((event) => event.broker === broker)
        .map(({ at, kind }) => ({ at, sign: drawCue(kind) })),
    }));
    const gaps = leaderless(own, until);
    return gaps.length === 0
      ? rows
      : [...rows, row(`${prefix}${LEADERLESS}`, gaps)];
  });
}

/**
 * Writes replicas over time as text.
 *
 * @param states The states of the partitions, oldest first.
 * @param events The crashes and starts of brokers, oldest first.
 * @param span The first and last moment of the timeline.
 * @returns One line a broker: `partition 0, broker 1 │ leader from 0.00 s, out of sync from 2.10 s`.
 */
export function replicaText(
  states: readonly ShownState[],
  events: readonly BrokerEvent[],
  span: Span,
): string {
  const partitions = Map.groupBy(states, ({ partition }) => partition);
  const lines = [...partitions].sort(byNumber).flatMap(([partition, own]) => [
    ...brokersOf(own).map((broker) => {
      const words = stretches(own, span.to, broker)
        .map(({ state, from }) => `${state} from ${secondsInto(from, span)}`);
      return `partition ${partition}, broker ${broker} │ ${words.join(", ")}`;
    }),
    ...leaderless(own, span.to).map(({ from, to }) =>
      `partition ${partition} │ ${LEADERLESS} from ${secondsInto(from, span)}` +
      ` to ${secondsInto(to, span)}`
    ),
  ]);
  const happened = events.map(({ broker, at, kind }) =>
    `broker ${broker} │ ${secondsInto(at, span)} ${kind}`
  );
  return [...lines, ...happened].join("\n");
}

function leaderless(states: readonly ShownState[], until: Date): Stretch[] {
  return stretches(states, until, null)
    .filter(({ state }) => state === LEADERLESS);
}

function row(name: string, all: Stretch[]): Row {
  return {
    name,
    lines: 1,
    cues: [],
    bars: all.map(({ state, from, to }) => ({
      from,
      to,
      line: 0,
      text: state,
      ...STYLES.get(state) ?? { fill: "none", ink: INK.muted },
    })),
  };
}

/** The states of one broker from when to when; for `null`, whether the partition had a leader. */
function stretches(
  states: readonly ShownState[],
  until: Date,
  broker: number | null,
): Stretch[] {
  const all: Stretch[] = [];
  for (const each of states) {
    const last = all.at(-1);
    const state = stateOf(each, broker);
    if (last?.state === state) continue;
    if (last) last.to = each.at;
    all.push({ state, from: each.at, to: until });
  }
  return all;
}

function stateOf(
  { leader, isr }: ShownState,
  broker: number | null,
): string {
  if (broker === null) return leader === null ? LEADERLESS : "led";
  if (leader === broker) return "leader";
  return isr.includes(broker) ? "in sync" : "out of sync";
}

function brokersOf(states: readonly ShownState[]): number[] {
  return [...new Set(states.flatMap(({ replicas }) => replicas))]
    .sort((a, b) => a - b);
}

function byNumber([a]: [number, unknown], [b]: [number, unknown]): number {
  return a - b;
}
