import {
  deleteGroupsV2,
  offsetCommitV8,
  offsetCommitV9,
} from "@platformatic/kafka";
import { kafkaTrouble, Trouble } from "workbook/errors.ts";
import { findGroups } from "./groups.ts";
import { partitionsOf } from "./lag_on.ts";
import { findGroup } from "./lag.ts";
import { errorName, type Link } from "./link.ts";
import { readMetadata } from "./metadata.ts";
import { findOffsets, keyOf, type Spot } from "./offsets.ts";

const NO_GENERATION = -1;
const NO_MEMBER = "";
const ANY_EPOCH = -1;

/**
 * Moves the committed offsets of a group that has no members.
 *
 * @param link The cluster to change.
 * @param id The group's full name.
 * @param topic The full name of the topic whose offsets to move.
 * @param to The place to go on from: an offset is given for one partition, the others are for all of them.
 * @throws {Trouble} If the group has members, is of a kind that commits nothing, or the offset is outside the log.
 */
export async function resetOffsets(
  link: Link,
  id: string,
  topic: string,
  to: Spot | { partition: number; offset: number },
): Promise<void> {
  const metadata = await readMetadata(link, null);
  const group = await findGroup(link, metadata, id);
  const action = `Cannot reset group "${id}"`;
  const count = group.membership?.members.length ?? 0;
  if (count > 0) {
    throw new Trouble(
      `${action}: expected a group without members but found ${count}. Stop its consumers first: a running member would commit its own place over yours`,
    );
  }
  if (group.type !== "classic" && group.type !== "consumer") {
    throw new Trouble(
      `${action}: expected a group that commits offsets but found a ${group.type} group. Kafka's own kafka-share-groups does it`,
    );
  }
  const partitions = partitionsOf(metadata, new Set([topic]));
  const [starts, ends] = await Promise.all([
    findOffsets(link, metadata, partitions, "start"),
    findOffsets(link, metadata, partitions, "end"),
  ]);
  const targets = typeof to === "object"
    ? new Map([[keyOf({ topic, partition: to.partition }), to.offset]])
    : to === "start"
    ? starts
    : to === "end"
    ? ends
    : new Map([...ends, ...await findOffsets(link, metadata, partitions, to)]);
  const places = partitions.flatMap(({ partition }) => {
    const key = keyOf({ topic, partition });
    const offset = targets.get(key);
    if (offset === undefined) return [];
    const [start, end] = [starts.get(key) ?? 0, ends.get(key) ?? 0];
    if (offset < start || offset > end) {
      throw new Trouble(
        `${action}: expected an offset from ${start} to ${end} in partition ${partition} but found ${offset}`,
      );
    }
    return [{
      partitionIndex: partition,
      committedOffset: BigInt(offset),
      committedLeaderEpoch: ANY_EPOCH,
      committedMetadata: null,
    }];
  });
  if (places.length === 0) {
    throw new Trouble(
      `${action}: expected partitions of "${topic}" but found none. Choose another topic`,
    );
  }
  const answer = await link.ask(
    group.coordinator,
    [offsetCommitV9.api, offsetCommitV8.api],
    id,
    NO_GENERATION,
    NO_MEMBER,
    null,
    [{ name: topic, partitions: places }],
  );
  for (
    const { errorCode } of answer.topics.flatMap((each) => each.partitions)
  ) {
    if (errorCode !== 0) {
      throw kafkaTrouble(`reset group "${id}"`, { type: errorName(errorCode) });
    }
  }
}

/**
 * Deletes groups with their committed offsets.
 *
 * @param link The cluster to change.
 * @param ids The groups' full names.
 * @returns A sentence for each group that Kafka did not delete; one that is gone already counts as deleted.
 * @throws {Trouble} If no broker answers.
 */
export async function deleteGroups(
  link: Link,
  ids: string[],
): Promise<string[]> {
  const { groups } = await findGroups(link, await readMetadata(link, []));
  const wanted = groups.filter(({ id }) => ids.includes(id));
  const ofCoordinator = Map.groupBy(wanted, ({ coordinator }) => coordinator);
  const answers = await Promise.all(
    [...ofCoordinator].map(([coordinator, own]) =>
      link.ask(coordinator, [deleteGroupsV2.api], own.map(({ id }) => id))
    ),
  );
  return answers.flatMap(({ results }) => results)
    .map(({ groupId, errorCode }) => ({ groupId, type: errorName(errorCode) }))
    .filter(({ type }) => type !== "NONE" && type !== "GROUP_ID_NOT_FOUND")
    .map(({ groupId, type }) =>
      kafkaTrouble(`delete group "${groupId}"`, { type }).message
    );
}
