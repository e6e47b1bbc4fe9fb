import {
  consumerGroupDescribeV0,
  describeGroupsV4,
  describeGroupsV5,
} from "@platformatic/kafka";
import { Cursor } from "workbook/wire.ts";
import { errorName, type Link } from "./link.ts";
import type { LiveBroker } from "./metadata.ts";
import { shareGroupDescribeV1 } from "./share_apis.ts";
import type { GroupType, MemberRow } from "../shapes.ts";

/** The members of a group, as its coordinator describes them. */
export interface Membership {
  /** Kafka's name of the group's state. */
  state: string;
  /** Kafka's name of the way in which partitions are shared out. */
  assignor: string;
  /** The members. */
  members: MemberRow[];
  /** Kafka's name of the error; `NONE` for none. */
  error: string;
}

/**
 * Describes the members of groups of one kind.
 *
 * @param link The cluster to query.
 * @param coordinator The broker that coordinates the groups.
 * @param type The kind of the groups.
 * @param ids The groups' full names.
 * @returns The members by the group's name; nothing for kinds that brokers don't describe.
 * @throws {Trouble} If the coordinator does not answer, or knows no such request.
 */
export async function describeMembers(
  link: Link,
  coordinator: LiveBroker,
  type: GroupType,
  ids: string[],
): Promise<Map<string, Membership>> {
  if (ids.length === 0 || type === "streams") return new Map();
  if (type === "consumer") {
    return await describeConsumers(link, coordinator, ids);
  }
  if (type === "share") return await describeSharers(link, coordinator, ids);
  const answer = await link.ask(
    coordinator,
    [describeGroupsV5.api, describeGroupsV4.api],
    ids,
    false,
  );
  return new Map(answer.groups.map((group) => [group.groupId, {
    state: group.groupState,
    assignor: group.protocolData,
    error: errorName(group.errorCode),
    members: group.members.map((member): MemberRow => ({
      id: member.memberId,
      client: member.clientId,
      host: member.clientHost.replace(/^\//, ""),
      subscribed: subscriptionIn(member.memberMetadata),
      assigned: assignmentIn(member.memberAssignment),
    })),
  }]));
}

async function describeConsumers(
  link: Link,
  coordinator: LiveBroker,
  ids: string[],
): Promise<Map<string, Membership>> {
  const answer = await link.ask(
    coordinator,
    [consumerGroupDescribeV0.api],
    ids,
    false,
  );
  return new Map(answer.groups.map((group) => [group.groupId, {
    state: group.groupState,
    assignor: group.assignorName,
    error: errorName(group.errorCode),
    members: group.members.map((member): MemberRow => ({
      id: member.memberId,
      client: member.clientId,
      host: member.clientHost.replace(/^\//, ""),
      subscribed: member.subscribedTopicNames,
      assigned: member.assignment.topicPartitions.map((each) => ({
        topic: each.topicName,
        partitions: each.partitions,
      })),
    })),
  }]));
}

async function describeSharers(
  link: Link,
  coordinator: LiveBroker,
  ids: string[],
): Promise<Map<string, Membership>> {
  const groups = await link.ask(coordinator, [shareGroupDescribeV1], ids);
  return new Map(groups.map((group) => [group.groupId, {
    state: group.groupState,
    assignor: group.assignorName,
    error: errorName(group.errorCode),
    members: group.members.map((member): MemberRow => ({
      id: member.memberId,
      client: member.clientId,
      host: member.clientHost.replace(/^\//, ""),
      subscribed: member.subscribedTopicNames,
      assigned: member.assignment.map((each) => ({
        topic: each.topicName,
        partitions: each.partitions,
      })),
    })),
  }]));
}

const VERSION_BYTES = 2;

/** Source: Kafka, `ConsumerProtocolSubscription.json`. */
function subscriptionIn(bytes: Uint8Array): string[] {
  return decoded(
    bytes,
    (from) => Array.from({ length: from.arrayLength() }, () => from.string()),
  );
}

/** Source: Kafka, `ConsumerProtocolAssignment.json`. */
function assignmentIn(bytes: Uint8Array): MemberRow["assigned"] {
  return decoded(
    bytes,
    (from) =>
      Array.from({ length: from.arrayLength() }, () => ({
        topic: from.string(),
        partitions: Array.from(
          { length: from.arrayLength() },
          () => from.int32(),
        ),
      })),
  );
}

/** Members of other programs, such as Kafka Connect's, carry bytes of their own. */
function decoded<T>(bytes: Uint8Array, read: (from: Cursor) => T[]): T[] {
  if (bytes.length <= VERSION_BYTES) return [];
  try {
    return read(new Cursor(bytes, VERSION_BYTES, false));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
