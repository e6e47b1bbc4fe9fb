import {
  DISPLAY,
  type Displayable,
  displayable,
  INSPECT,
} from "pictures/display.ts";
import { escape } from "pictures/escape.ts";
import { lanes } from "pictures/lanes.ts";
import { table } from "pictures/tables.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { choosePort, readPort } from "../address.ts";
import type {
  BytesView,
  GroupRow,
  LagRow,
  RecordRow,
  TopicRow,
} from "../shapes.ts";

/**
 * Shows topics as a table.
 *
 * @param rows The topics.
 * @returns The table, with a link to the inspector.
 */
export async function topicsView(rows: TopicRow[]): Promise<Displayable> {
  const shown = rows.map((row) => ({
    topic: row.name,
    partitions: row.partitions,
    replicas: row.replicas,
    "size in bytes": row.bytes,
    "not in sync": row.lagging,
  }));
  return await linked(
    table(shown, { title: many(rows.length, "topic") }),
    ["topics"],
  );
}

/**
 * Shows groups as a table.
 *
 * @param rows The groups.
 * @returns The table, with a link to the inspector.
 */
export async function groupsView(rows: GroupRow[]): Promise<Displayable> {
  const shown = rows.map((row) => ({
    group: row.id,
    kind: row.type,
    state: row.state,
    members: row.members,
    lag: row.lag,
    topics: row.topics.join(", "),
  }));
  return await linked(
    table(shown, { title: many(rows.length, "group") }),
    ["groups"],
  );
}

/**
 * Shows the lag of a group as a table, one line a partition.
 *
 * @param id The group's full name.
 * @param rows The lag by partition.
 * @returns The table, with a link to the inspector.
 */
export async function lagView(
  id: string,
  rows: LagRow[],
): Promise<Displayable> {
  const shown = rows.map((row) => ({
    topic: row.topic,
    partition: row.partition,
    committed: row.committed,
    end: row.end,
    lag: row.lag,
    "oldest not done (s)": row.ageMs === null
      ? null
      : Math.round(row.ageMs / 1_000),
  }));
  return await linked(table(shown, { title: `Group ${id}` }), ["groups", id]);
}

/**
 * Shows records as lanes.
 *
 * @param topic The topic's full name.
 * @param records The records.
 * @param look The topic's partitions, and the record to point at; none when left out.
 * @returns The lanes, with a link to the inspector.
 */
export async function recordsView(
  topic: string,
  records: RecordRow[],
  look: { partitions: number; partition?: number; offset?: number },
): Promise<Displayable> {
  const { partition, offset } = look;
  const isPlace = partition !== undefined && offset !== undefined;
  const shown = records
    .filter(({ transaction }) => !transaction?.endsWith("marker"))
    .map((row): ConsumerRecord => ({
      topic,
      partition: row.partition,
      offset: BigInt(row.offset),
      timestamp: new Date(row.timestamp),
      key: textOf(row.key),
      value: textOf(row.value),
      headers: Object.fromEntries(
        row.headers.map(([name, value]) => [name, textOf(value) ?? ""]),
      ),
    }));
  const drawn = lanes(shown, {
    partitions: look.partitions,
    ...(isPlace && {
      marks: [{ partition, offset: BigInt(offset), label: `offset ${offset}` }],
    }),
    ...(shown.length === 0 && { title: `${topic}: no records here` }),
  });
  return await linked(drawn, [
    "topics",
    topic,
    ...isPlace ? [String(partition), String(offset)] : [],
  ]);
}

function textOf(view: BytesView | null): string | null {
  return view === null ? null : view.text ?? `${view.length} bytes`;
}

/** Adds a link to the same in the inspector; JupyterLab opens it beside the notebook. */
async function linked(
  shown: Displayable,
  path: string[],
): Promise<Displayable> {
  // Where no inspector was served yet, it will be served there.
  const port = await readPort() ?? await choosePort();
  const html = shown[DISPLAY]()["text/html"] ?? "";
  const text = shown[INSPECT]();
  const parts = path.map(encodeURIComponent).join("/");
  const url = `http://127.0.0.1:${port}/#/${parts}`;
  return displayable(
    {
      "text/html": `${html}<p><a href="${
        escape(url)
      }" target="_blank">Show in the inspector</a></p>`,
    },
    `${text}\nIn the inspector: ${url}`,
  );
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
