import type { Commits } from "./commits.ts";
import type { Metadata } from "./metadata.ts";
import { keyOf, type PartitionName } from "./offsets.ts";

/**
 * Lists the partitions of topics.
 *
 * @param metadata The places of the topics.
 * @param topics The topics' full names; those that are gone are left out.
 * @returns The partitions, by topic and number.
 */
export function partitionsOf(
  metadata: Metadata,
  topics: ReadonlySet<string>,
): PartitionName[] {
  return [...topics].flatMap((topic) =>
    (metadata.topics.get(topic)?.partitions ?? [])
      .map(({ partition }) => ({ topic, partition }))
  );
}

/**
 * Calculates the lag of a group on a partition.
 *
 * @param name The partition.
 * @param commits The offsets of the group.
 * @param starts The offsets of the oldest records, by partition.
 * @param ends The offsets that the next records get, by partition.
 * @returns The number of records between; all records, when nothing was committed. `null` when the leader did not
 * answer, or a share group has not begun.
 */
export function lagOn(
  name: PartitionName,
  commits: Commits,
  starts: ReadonlyMap<string, number>,
  ends: ReadonlyMap<string, number>,
): number | null {
  const key = keyOf(name);
  const end = ends.get(key);
  const from = commits.offsets.get(key) ??
    (commits.fromOldest ? starts.get(key) : undefined);
  if (end === undefined || from === undefined) return null;
  return commits.lags.get(key) ?? Math.max(0, end - from);
}
