import { kafkaTrouble, Trouble } from "workbook/errors.ts";
import { fetchRecords } from "./fetch.ts";
import {
  describeGroups,
  findGroups,
  type KnownGroup,
  topicsOf,
} from "./groups.ts";
import { lagOn, partitionsOf } from "./lag_on.ts";
import type { Link } from "./link.ts";
import { type Metadata, readMetadata } from "./metadata.ts";
import { findOffsets, keyOf } from "./offsets.ts";
import type { GroupDetail, LagRow } from "../shapes.ts";

/** Bytes that are read of a partition to see its oldest record that is not done. */
const PEEK_BYTES = 64 * 1024;
const WAIT_MS = 20;

/**
 * Describes a group: its members, and its lag by partition, in records and in time.
 *
 * @param link The cluster to query.
 * @param id The group's full name.
 * @returns The group; its `history` is empty.
 * @throws {Trouble} If there is no such group, or this user may not see it.
 */
export async function describeGroup(
  link: Link,
  id: string,
): Promise<GroupDetail> {
  const metadata = await readMetadata(link, null);
  const group = await findGroup(link, metadata, id);
  const error = group.commits?.error ?? group.membership?.error ?? "NONE";
  if (error !== "NONE") {
    throw kafkaTrouble(`read group "${id}"`, { type: error });
  }
  const { membership } = group;
  return {
    id,
    type: group.type,
    state: membership?.state || group.state,
    assignor: membership?.assignor ?? "",
    members: membership?.members ?? [],
    lag: await measureLag(link, metadata, group),
    history: [],
    note: noteOn(group),
  };
}

/**
 * Finds one group, with members and offsets.
 *
 * @param link The cluster to query.
 * @param metadata The brokers of the cluster.
 * @param id The group's full name.
 * @returns The group.
 * @throws {Trouble} If there is no such group.
 */
export async function findGroup(
  link: Link,
  metadata: Metadata,
  id: string,
): Promise<KnownGroup> {
  const { groups, notes } = await findGroups(link, metadata);
  const listed = groups.find((group) => group.id === id);
  if (!listed) {
    throw new Trouble(
      `Cannot read group "${id}": expected a group of that name but found none. ${
        notes.join(". ") ||
        "Kafka makes one when its first member joins, and forgets it when its offsets expire"
      }`,
    );
  }
  return (await describeGroups(link, [listed]))[0]!;
}

function noteOn({ type, membership, commits }: KnownGroup): string {
  if (type === "streams") {
    return "This is a Kafka Streams group: its members are not shown here.";
  }
  return [
    ...membership ? [] : ["The broker does not describe the members."],
    ...commits ? [] : ["The broker does not say the offsets."],
  ].join(" ");
}

async function measureLag(
  link: Link,
  metadata: Metadata,
  group: KnownGroup,
): Promise<LagRow[]> {
  const { commits } = group;
  if (!commits) return [];
  const partitions = partitionsOf(metadata, new Set(topicsOf(group)));
  const [starts, ends] = await Promise.all([
    findOffsets(link, metadata, partitions, "start"),
    findOffsets(link, metadata, partitions, "end"),
  ]);
  const rows = partitions.map((name): LagRow => {
    const key = keyOf(name);
    return {
      ...name,
      committed: commits.offsets.get(key) ?? null,
      start: starts.get(key) ?? null,
      end: ends.get(key) ?? null,
      lag: lagOn(name, commits, starts, ends),
      ageMs: null,
      owner: ownerOf(group, name.topic, name.partition),
    };
  });
  await addAges(link, metadata, rows);
  return rows;
}

function ownerOf(
  { membership }: KnownGroup,
  topic: string,
  partition: number,
): string | null {
  const owners =
    membership?.members.filter(({ assigned }) =>
      assigned.some((each) =>
        each.topic === topic && each.partitions.includes(partition)
      )
    ) ?? [];
  return owners.length === 1 ? owners[0]!.id : null;
}

/** Looks at the oldest record that is not done, in every partition with a lag. */
async function addAges(
  link: Link,
  metadata: Metadata,
  rows: LagRow[],
): Promise<void> {
  const now = Date.now();
  const behind = rows.filter(({ lag }) => lag !== null && lag > 0);
  const ofTopic = Map.groupBy(behind, ({ topic }) => topic);
  await Promise.all([...ofTopic].map(async ([topic, own]) => {
    const from = new Map(own.map((row) => [
      row.partition,
      Math.max(row.committed ?? 0, row.start ?? 0),
    ]));
    const limits = {
      partitionBytes: PEEK_BYTES,
      waitMs: WAIT_MS,
      shownBytes: 0,
    };
    const fetched = await fetchRecords(link, metadata, topic, from, limits)
      .catch(() => []);
    for (const { partition, records } of fetched) {
      const oldest = records.find(({ transaction }) =>
        !transaction?.endsWith("marker")
      );
      const row = own.find((each) => each.partition === partition);
      if (row && oldest) row.ageMs = Math.max(0, now - oldest.timestamp);
    }
  }));
}
