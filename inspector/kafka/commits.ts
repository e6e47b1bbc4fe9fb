import { offsetFetchV8, offsetFetchV9 } from "@platformatic/kafka";
import { errorName, type Link } from "./link.ts";
import type { LiveBroker } from "./metadata.ts";
import { keyOf } from "./offsets.ts";
import { describeShareGroupOffsets } from "./share_apis.ts";
import type { GroupType } from "../shapes.ts";

/** Where a group is in the partitions that it has committed offsets of. */
export interface Commits {
  /** The offset of the first record that is not done, by {@linkcode keyOf} of its partition. */
  offsets: Map<string, number>;
  /** The lag by partition where the broker counts it itself, as it does for share groups. */
  lags: Map<string, number>;
  /** The topics that these partitions belong to. */
  topics: Set<string>;
  /** Whether a partition without an offset is still to be done from its oldest record on. */
  fromOldest: boolean;
  /** Kafka's name of the error; `NONE` for none. */
  error: string;
}

const ANY_MEMBER = { memberId: null, memberEpoch: -1 };

/**
 * Reads the committed offsets of groups of one kind.
 *
 * @param link The cluster to query.
 * @param coordinator The broker that coordinates the groups.
 * @param type The kind of the groups.
 * @param ids The groups' full names.
 * @returns The offsets by the group's name.
 * @throws {Trouble} If the coordinator does not answer, or knows no such request.
 */
export async function readCommits(
  link: Link,
  coordinator: LiveBroker,
  type: GroupType,
  ids: string[],
): Promise<Map<string, Commits>> {
  if (ids.length === 0) return new Map();
  if (type === "share") return await readShareOffsets(link, coordinator, ids);
  const { groups } = await link.ask(
    coordinator,
    [offsetFetchV9.api, offsetFetchV8.api],
    ids.map((groupId) => ({ groupId, ...ANY_MEMBER, topics: null })),
    false,
  );
  return new Map(groups.map(({ groupId, topics, errorCode }) => {
    const offsets = new Map(
      topics.flatMap(({ name, partitions }) =>
        partitions
          .filter(({ committedOffset }) => committedOffset >= 0n)
          .map(({ partitionIndex, committedOffset }) =>
            [
              keyOf({ topic: name, partition: partitionIndex }),
              Number(committedOffset),
            ] as const
          )
      ),
    );
    return [groupId, {
      offsets,
      lags: new Map(),
      topics: new Set(topics.map(({ name }) => name)),
      fromOldest: true,
      error: errorName(errorCode),
    }];
  }));
}

async function readShareOffsets(
  link: Link,
  coordinator: LiveBroker,
  ids: string[],
): Promise<Map<string, Commits>> {
  const groups = await link.ask(coordinator, describeShareGroupOffsets, ids);
  return new Map(groups.map(({ groupId, offsets, errorCode }) => {
    const begun = offsets.filter(({ startOffset }) => startOffset >= 0);
    const key = (each: { topicName: string; partitionIndex: number }): string =>
      keyOf({ topic: each.topicName, partition: each.partitionIndex });
    return [groupId, {
      offsets: new Map(begun.map((each) => [key(each), each.startOffset])),
      lags: new Map(
        begun.filter(({ lag }) => lag >= 0).map((
          each,
        ) => [key(each), each.lag]),
      ),
      topics: new Set(offsets.map(({ topicName }) => topicName)),
      fromOldest: false, // a share group begins at the end, unless its config says otherwise
      error: errorName(errorCode),
    }];
  }));
}
