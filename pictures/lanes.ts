import type { ConsumerRecord } from "workbook/records.ts";
import type { Displayable } from "./display.ts";
import { absentItem } from "./drawing/box.ts";
import { facesOf, type Trait } from "./drawing/faces.ts";
import { type Lane, laneSentence, laneText, slotsOf } from "./drawing/lane.ts";
import { drawLanes, LANE_ROOM } from "./drawing/lane_shapes.ts";
import { picture } from "./drawing/picture.ts";
import { printable } from "./escape.ts";

export type { Trait };

/** An offset that an arrow points at. */
export interface LaneMark {
  /** Partition number, from 0. */
  partition: number;
  /** The offset; the arrow points to the border before its record. */
  offset: bigint;
  /** Its name: `committed`, `position`, `end`. */
  label: string;
}

/** Options of {@linkcode lanes}. */
export interface LanesOptions {
  /** The topic's number of partitions, so that empty ones show; left out, as many as are seen. */
  partitions?: number;
  /** The trait that gives a record its colour and letter; left out, its key. */
  by?: Trait;
  /** Gives the text to write on a record; left out, its value. */
  label?: (record: ConsumerRecord) => string;
  /** Arrows; none when left out. */
  marks?: readonly LaneMark[];
  /** Names what is wrong with a record: `duplicate`, `out of order`; `null` when nothing is. */
  flag?: (record: ConsumerRecord) => string | null;
  /** The line above the picture; left out, the topic and its numbers of records and partitions. */
  title?: string;
}

/**
 * Draws partitions as lanes: one box a record, in the order of offsets, coloured by key.
 *
 * A long lane leaves its middle out. An offset without a record (compacted away, a transaction's
 * marker, not read) is a dashed box. A record given twice is flagged `read again`.
 *
 * @param records The records of one topic, in any order; without any, the lanes are empty.
 * @param options The number of lanes, colours, labels, arrows and flags.
 * @returns A picture; as text, one line a partition.
 * @throws {RangeError} If the records are of several topics.
 *
 * @example Two customers' orders
 * ```ts
 * import { lanes } from "pictures/lanes.ts";
 *
 * const record = { topic: "orders", timestamp: new Date(), headers: {} };
 * lanes([
 *   { ...record, partition: 0, offset: 0n, key: "1001", value: "created" },
 *   { ...record, partition: 2, offset: 0n, key: "1002", value: "created" },
 * ], { partitions: 3, marks: [{ partition: 0, offset: 1n, label: "end" }] });
 * ```
 */
export function lanes(
  records: readonly ConsumerRecord[],
  options: LanesOptions = {},
): Displayable {
  const { marks = [], partitions = 1 } = options;
  const by = options.by ?? { name: "Key", of: ({ key }) => key };
  const topic = topicOf(records);
  const faces = facesOf(
    records,
    by,
    options.label ?? (({ value }) => value ?? "tombstone"),
    wrongWith(records, options.flag ?? (() => null)),
  );
  const grouped = Map.groupBy(records, ({ partition }) => partition);
  const seen = [...grouped.keys(), ...marks.map(({ partition }) => partition)];
  const count = Math.max(partitions, ...seen.map((partition) => partition + 1));
  const all = Array.from({ length: count }, (_, partition): Lane => {
    const own = marks.filter((mark) => mark.partition === partition);
    const slots = slotsOf(
      grouped.get(partition) ?? [],
      own.map(({ offset }) => offset),
      faces.boxWidth,
      LANE_ROOM,
    );
    return { partition, slots, marks: own, face: faces.of };
  });
  const hasGap = all.some(({ slots }) =>
    slots.some(({ kind }) => kind === "absent")
  );
  const size = `${many(records.length, "record")} in ${
    many(count, "partition")
  }`;
  return picture({
    title: options.title ?? (topic ? `${topic}: ${size}` : size),
    description: [
      `Records by offset, with the ${printable(by.name)} in brackets.`,
      ...all.map(laneSentence),
    ].join(" "),
    text: all.map(laneText).join("\n"),
    ...drawLanes(all, faces.boxWidth, [
      ...faces.legend,
      ...(hasGap ? [absentItem()] : []),
    ]),
  });
}

function topicOf(records: readonly ConsumerRecord[]): string {
  const topics = [...new Set(records.map(({ topic }) => topic))];
  if (topics.length <= 1) return topics[0] ?? "";
  const names = topics.map((topic) => `"${printable(topic)}"`).join(" and ");
  throw new RangeError(
    `Cannot draw lanes: expected records of one topic but found ${names}. ` +
      "Draw one picture a topic",
  );
}

function wrongWith(
  records: readonly ConsumerRecord[],
  flag: (record: ConsumerRecord) => string | null,
): (record: ConsumerRecord) => string | null {
  const place = ({ partition, offset }: ConsumerRecord): string =>
    `${partition}:${offset}`;
  const times = Map.groupBy(records, place);
  return (record) =>
    flag(record) ??
      ((times.get(place(record))?.length ?? 0) > 1 ? "read again" : null);
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
