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
  return membershipsOf(answer.groups, ({ protocolData }) => protocolData, {
    subscribed: ({ memberMetadata }) => subscriptionIn(memberMetadata),
    assigned: ({ memberAssignment }) => assignmentIn(memberAssignment),
  });
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
  return membershipsOf(answer.groups, ({ assignorName }) => assignorName, {
    subscribed: ({ subscribedTopicNames }) => subscribedTopicNames,
    assigned: ({ assignment }) => placesIn(assignment.topicPartitions),
  });
}

async function describeSharers(
  link: Link,
  coordinator: LiveBroker,
  ids: string[],
): Promise<Map<string, Membership>> {
  const groups = await link.ask(coordinator, [shareGroupDescribeV1], ids);
  return membershipsOf(groups, ({ assignorName }) => assignorName, {
    subscribed: ({ subscribedTopicNames }) => subscribedTopicNames,
    assigned: ({ assignment }) => placesIn(assignment),
  });
}

/** What the answers about groups of all kinds have in common. */
interface DescribedGroup {
  groupId: string;
  groupState: string;
  errorCode: number;
  members: { memberId: string; clientId: string; clientHost: string }[];
}

function membershipsOf<Group extends DescribedGroup>(
  groups: Group[],
  assignorOf: (group: Group) => string,
  read: {
    subscribed: (member: Group["members"][number]) => string[];
    assigned: (member: Group["members"][number]) => MemberRow["assigned"];
  },
): Map<string, Membership> {
  return new Map(groups.map((group) => [group.groupId, {
    state: group.groupState,
    assignor: assignorOf(group),
    error: errorName(group.errorCode),
    members: group.members.map((member): MemberRow => ({
      id: member.memberId,
      client: member.clientId,
      host: member.clientHost.replace(/^\//, ""),
      subscribed: read.subscribed(member),
      assigned: read.assigned(member),
    })),
  }]));
}

function placesIn(
  topics: { topicName: string; partitions: number[] }[],
): MemberRow["assigned"] {
  return topics.map(({ topicName, partitions }) => ({
    topic: topicName,
    partitions,
  }));
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
