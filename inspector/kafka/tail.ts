import { kafkaTrouble } from "workbook/errors.ts";
import { fetchRecords } from "./fetch.ts";
import type { Link } from "./link.ts";
import { readMetadata } from "./metadata.ts";
import { findOffsets, keyOf } from "./offsets.ts";
import { byTime, matcher } from "./matching.ts";
import { placeOf } from "./topics.ts";
import type { RecordRow, TailEvent } from "../shapes.ts";

/** Most records of one event: more can't be read anyway. */
const MOST_SHOWN = 60;
/** Least time between two events, in milliseconds. */
const PACE_MS = 250;
const WAIT_MS = 400;
/** Pause after records came, in milliseconds, so that a busy topic is read in few requests. */
const BREATH_MS = 100;
const PARTITION_BYTES = 256 * 1024;
/** A tail that is further behind than this goes on at the end. */
const MOST_BEHIND = 20_000;
/** After this time the places of the partitions are read again, in milliseconds. */
const METADATA_MS = 5_000;

/** An event, and where a later tail goes on. */
export interface FollowedEvent {
  /** What has come. */
  event: TailEvent;
  /** The offset of the next record, by partition. */
  next: ReadonlyMap<number, number>;
}

/**
 * Follows a topic from its end on, at a pace that a reader and a page can keep.
 *
 * @param link The cluster to query.
 * @param topic The topic's full name.
 * @param search A text that records must contain; any record when empty.
 * @param from The offsets to go on from, by partition, as an earlier tail has left them; none to begin at the end.
 * @param signal Ends it.
 * @returns An event without records once it is clear where the topic ends, and one whenever records came. What is too
 * much for an event is counted as skipped.
 * @throws {Trouble} If the topic does not exist, or is deleted meanwhile.
 */
export async function* followTopic(
  link: Link,
  topic: string,
  search: string,
  from: ReadonlyMap<number, number>,
  signal: AbortSignal,
): AsyncGenerator<FollowedEvent> {
  const matches = matcher(search);
  const next = new Map(from);
  let metadata = await readMetadata(link, [topic]);
  let readAt = -Infinity;
  let event: TailEvent = { records: [], skipped: 0, unmatched: 0 };
  let toldAt = 0;
  while (!signal.aborted) {
    if (performance.now() - readAt > METADATA_MS) {
      metadata = await readMetadata(link, [topic]);
      readAt = performance.now();
      const fresh = placeOf(metadata, topic).partitions
        .filter(({ partition }) => !next.has(partition))
        .map(({ partition }) => ({ topic, partition }));
      // What is new after the first look has not been seen from its start.
      const spot = next.size === 0 ? "end" : "start";
      const found = await findOffsets(link, metadata, fresh, spot);
      for (const { partition } of fresh) {
        const offset = found.get(keyOf({ topic, partition }));
        if (offset !== undefined) next.set(partition, offset);
      }
      if (next.size === 0) readAt = -Infinity; // no leader answers
      else if (toldAt === 0) {
        yield { event, next };
        toldAt = performance.now();
      }
    }
    const fetched = await fetchRecords(link, metadata, topic, next, {
      partitionBytes: PARTITION_BYTES,
      waitMs: WAIT_MS,
    });
    if (fetched.length === 0) await pause(WAIT_MS, signal); // no leader answers
    for (const { partition, records, next: to, end, start, error } of fetched) {
      if (error === "OFFSET_OUT_OF_RANGE") {
        next.set(partition, start);
        continue;
      }
      if (error !== "NONE") {
        readAt = -Infinity;
        if (error === "UNKNOWN_TOPIC_OR_PARTITION") {
          placeOf(await readMetadata(link, [topic]), topic);
        } else if (/AUTHORIZATION/.test(error)) {
          throw kafkaTrouble(`read topic "${topic}"`, { type: error });
        }
        await pause(WAIT_MS, signal);
        continue;
      }
      const fitting = records.filter(matches);
      event.unmatched += records.length - fitting.length;
      event.records.push(...fitting);
      const isFarBehind = end - to > MOST_BEHIND;
      if (isFarBehind) event.skipped += end - to;
      next.set(partition, isFarBehind ? end : to);
    }
    if (fetched.some(({ records }) => records.length > 0)) {
      await pause(BREATH_MS, signal);
    }
    event = trimmed(event);
    const hasNews = event.records.length + event.skipped + event.unmatched > 0;
    if (hasNews && performance.now() - toldAt >= PACE_MS) {
      yield { event, next };
      toldAt = performance.now();
      event = { records: [], skipped: 0, unmatched: 0 };
    }
  }
}

function trimmed({ records, skipped, unmatched }: TailEvent): TailEvent {
  const sorted: RecordRow[] = records.toSorted(byTime);
  const kept = sorted.slice(-MOST_SHOWN);
  return {
    records: kept,
    skipped: skipped + sorted.length - kept.length,
    unmatched,
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
