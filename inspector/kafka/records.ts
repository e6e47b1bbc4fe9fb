import { Trouble } from "workbook/errors.ts";
import { beginningOf, LISTED_BYTES, WHOLE_BYTES } from "./bytes.ts";
import { type Fetched, fetchRecords } from "./fetch.ts";
import type { Link } from "./link.ts";
import { type Metadata, readMetadata } from "./metadata.ts";
import { byTime, matcher } from "./matching.ts";
import { placesOf, type Wanted } from "./reading_places.ts";
import { placeOf } from "./topics.ts";
import type { RecordRow, RecordsPage } from "../shapes.ts";

/** Longest time that a search goes on before it reports what it has, in milliseconds. */
const SEARCH_WITHIN_MS = 2_500;
const PARTITION_BYTES = 512 * 1024;
/** A broker answers at once where there are records; where there are none, nobody waits. */
const WAIT_MS = 20;

/**
 * Reads a page of records, and searches on until it is full, the end is reached, or time is up.
 *
 * @param link The cluster to query.
 * @param wanted Which records to read.
 * @returns The records by time, and where to go on.
 * @throws {Trouble} If there is no such topic or partition, or this user may not read it.
 */
export async function readRecords(
  link: Link,
  wanted: Wanted,
): Promise<RecordsPage> {
  const { topic, limit } = wanted;
  const metadata = await readMetadata(link, [topic]);
  const partitions = partitionsOf(metadata, wanted);
  const { from, ends, note } = await placesOf(
    link,
    metadata,
    wanted,
    partitions,
  );
  const matches = matcher(wanted.search);
  const found: RecordRow[] = [];
  const next = new Map(from);
  const until = performance.now() + SEARCH_WITHIN_MS;
  let scanned = 0;
  const unread = (): [number, number][] =>
    [...next].filter(([partition, offset]) => offset < ends.get(partition)!);
  while (
    unread().length > 0 && found.length < limit && performance.now() < until
  ) {
    const fetched = await fetchRecords(
      link,
      metadata,
      topic,
      new Map(unread()),
      {
        partitionBytes: PARTITION_BYTES,
        waitMs: WAIT_MS,
        shownBytes: wanted.search
          ? WHOLE_BYTES
          : wanted.shownBytes ?? LISTED_BYTES,
      },
    );
    const came = fetched.flatMap((each) => taken(each, next));
    if (
      fetched.every(({ records, next: to, partition }) =>
        records.length === 0 && to === next.get(partition)
      )
    ) break;
    for (const each of fetched) {
      next.set(each.partition, Math.max(each.next, next.get(each.partition)!));
    }
    scanned += came.length;
    found.push(...came.filter(matches).map((row) => listed(row, wanted)));
  }
  found.sort(byTime);
  const kept = wanted.from === "newest" && !wanted.search
    ? found.slice(-limit)
    : found.slice(0, limit);
  // Whatever is left out comes again with the next page.
  const isKept = new Set(kept);
  for (const row of found) {
    if (isKept.has(row) || wanted.from === "newest") continue;
    next.set(row.partition, Math.min(next.get(row.partition)!, row.offset));
  }
  return {
    records: kept,
    next: Object.fromEntries(next),
    scanned,
    ended: unread().length === 0,
    note,
  };
}

/** A search looks at more of a record than a list shows. */
function listed(row: RecordRow, { shownBytes, search }: Wanted): RecordRow {
  if (!search) return row;
  const most = shownBytes ?? LISTED_BYTES;
  return {
    ...row,
    key: beginningOf(row.key, most),
    value: beginningOf(row.value, most),
    headers: row.headers.map(([name, each]) => [name, beginningOf(each, most)]),
  };
}

function taken(fetched: Fetched, next: Map<number, number>): RecordRow[] {
  const from = next.get(fetched.partition)!;
  return fetched.records.filter(({ offset }) => offset >= from);
}

function partitionsOf(
  metadata: Metadata,
  { topic, partition }: Wanted,
): number[] {
  const all = placeOf(metadata, topic).partitions.map((each) => each.partition);
  if (partition === null) return all;
  if (all.includes(partition)) return [partition];
  throw new Trouble(
    `Cannot read partition ${partition} of "${topic}": expected one from 0 to ${
      all.length - 1
    } but found no such partition. Choose another one`,
  );
}
