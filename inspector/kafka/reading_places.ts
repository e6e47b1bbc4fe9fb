import type { Link } from "./link.ts";
import type { Metadata } from "./metadata.ts";
import { findOffsets, keyOf, type Spot } from "./offsets.ts";

/** Which records to read. */
export interface Wanted {
  /** The topic's full name. */
  topic: string;
  /** The partition; all when `null`. */
  partition: number | null;
  /** Where to begin: the newest records, the oldest, since a moment in ms, at an offset, or where a page ended. */
  from: "newest" | "oldest" | { since: number } | { offset: number } | {
    next: Record<string, number>;
  };
  /** A text that key, value or a header must contain, in whatever case; any record when empty. */
  search: string;
  /** Most records to return. */
  limit: number;
  /** Most bytes of a key, value or header; the usual number when left out. */
  shownBytes?: number;
}

/** Where reading begins and ends in each partition. */
export interface ReadingPlaces {
  /** The offset to begin at, by partition; partitions whose leader does not answer are left out. */
  from: Map<number, number>;
  /** The offset to end before, by partition. */
  ends: Map<number, number>;
  /** What the reader should know, such as that an offset was out of range; empty for nothing. */
  note: string;
}

/**
 * Finds where to begin and end in each partition of a topic.
 *
 * @param link The cluster to query.
 * @param metadata The places of the partitions.
 * @param wanted Which records to read.
 * @param partitions The numbers of the partitions to read.
 * @returns The offsets.
 */
export async function placesOf(
  link: Link,
  metadata: Metadata,
  { topic, from, limit }: Wanted,
  partitions: number[],
): Promise<ReadingPlaces> {
  const names = partitions.map((partition) => ({ topic, partition }));
  const find = async (spot: Spot): Promise<Map<number, number>> => {
    const found = await findOffsets(link, metadata, names, spot);
    return new Map(partitions.flatMap((partition) => {
      const offset = found.get(keyOf({ topic, partition }));
      return offset === undefined ? [] : [[partition, offset]];
    }));
  };
  const [starts, ends] = await Promise.all([find("start"), find("end")]);
  const reachable = partitions.filter((each) =>
    starts.has(each) && ends.has(each)
  );
  const since = typeof from === "object" && "since" in from
    ? await find(from.since)
    : null;
  const notes = new Set<string>(
    reachable.length < partitions.length
      ? [
        `${
          partitions.length - reachable.length
        } of ${partitions.length} partitions have no leader that answers; the others are shown`,
      ]
      : [],
  );
  const placeIn = (partition: number): number => {
    const [start, end] = [starts.get(partition)!, ends.get(partition)!];
    if (from === "oldest") return start;
    if (from === "newest") return Math.max(start, end - limit);
    if (since) return since.get(partition) ?? end;
    const offset = "offset" in from
      ? from.offset
      : "next" in from
      ? from.next[partition] ?? start
      : start;
    if (offset < start) {
      notes.add(
        `Partition ${partition} begins at offset ${start} now; what was before is deleted`,
      );
    }
    if (offset > end || ("offset" in from && offset === end)) {
      notes.add(
        `Offset ${offset} of partition ${partition} is not written yet; the next record gets ${end}`,
      );
    }
    return Math.min(Math.max(offset, start), end);
  };
  return {
    from: new Map(reachable.map((each) => [each, placeIn(each)])),
    ends,
    note: [...notes].join(". "),
  };
}
