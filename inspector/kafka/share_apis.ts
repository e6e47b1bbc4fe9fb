/** The requests about share groups, which the client package does not know yet. */
import { type API, createAPI, type Reader, Writer } from "@platformatic/kafka";

/** A member of a share group, as its coordinator describes it. */
export interface ShareMember {
  /** Kafka's id of the member. */
  memberId: string;
  /** The client id that its program gave. */
  clientId: string;
  /** The address that it connects from. */
  clientHost: string;
  /** The topics that it subscribes to. */
  subscribedTopicNames: string[];
  /** The partitions that it has. */
  assignment: { topicName: string; partitions: number[] }[];
}

/** A share group, as its coordinator describes it. */
export interface ShareGroup {
  /** Error code; 0 for none. */
  errorCode: number;
  /** The group's full name. */
  groupId: string;
  /** Kafka's name of its state. */
  groupState: string;
  /** Kafka's name of the way in which partitions are shared out. */
  assignorName: string;
  /** Its members. */
  members: ShareMember[];
}

/** Where a share group is in a partition. */
export interface ShareOffset {
  /** The topic's full name. */
  topicName: string;
  /** Partition number, from 0. */
  partitionIndex: number;
  /** Offset of the first record that is not done; -1 when the group has not begun. */
  startOffset: number;
  /** Number of records that are not done; -1 when the broker does not count them. */
  lag: number;
  /** Error code; 0 for none. */
  errorCode: number;
}

/** The offsets of a share group. */
export interface ShareOffsets {
  /** The group's full name. */
  groupId: string;
  /** Error code; 0 for none. */
  errorCode: number;
  /** Its partitions. */
  offsets: ShareOffset[];
}

const texts = (reader: Reader): string[] =>
  reader.readArray((each) => each.readString(), true, false);
const numbers = (reader: Reader): number[] =>
  reader.readArray((each) => each.readInt32(), true, false);

/** Source: Kafka, `ShareGroupDescribeRequest.json` and its response; KIP-932. */
export const shareGroupDescribeV1: API<[groups: string[]], ShareGroup[]> =
  createAPI(
    77,
    1,
    (groups: string[]) =>
      Writer.create()
        .appendArray(groups, (to, id) => to.appendString(id), true, false)
        .appendBoolean(false)
        .appendTaggedFields(),
    (_id, _key, _version, reader) => {
      reader.readInt32(); // throttle time
      return reader.readArray((each): ShareGroup => {
        const errorCode = each.readInt16();
        each.readNullableString();
        const [groupId, groupState] = [each.readString(), each.readString()];
        each.readInt32(); // group epoch
        each.readInt32(); // assignment epoch
        const assignorName = each.readString();
        const members = each.readArray(readMember);
        each.readInt32(); // authorised operations
        return { errorCode, groupId, groupState, assignorName, members };
      });
    },
  );

function readMember(reader: Reader): ShareMember {
  const memberId = reader.readString();
  reader.readNullableString(); // rack
  reader.readInt32(); // member epoch
  const member = {
    memberId,
    clientId: reader.readString(),
    clientHost: reader.readString(),
    subscribedTopicNames: texts(reader),
    assignment: reader.readArray((each) => {
      each.readUUID();
      return { topicName: each.readString(), partitions: numbers(each) };
    }),
  };
  reader.readTaggedFields(); // of the assignment
  return member;
}

/** Source: Kafka, `DescribeShareGroupOffsetsRequest.json` and its response; KIP-932, KIP-1226. */
export const describeShareGroupOffsets: API<
  [groups: string[]],
  ShareOffsets[]
>[] = [1, 0].map((version) =>
  createAPI(
    90,
    version,
    (groups: string[]) =>
      Writer.create()
        .appendArray(groups, (to, id) => {
          to.appendString(id).appendArray(null, () => {}); // null: all topics
        })
        .appendTaggedFields(),
    (_id, _key, _version, reader) => {
      reader.readInt32(); // throttle time
      return reader.readArray((each): ShareOffsets => {
        const groupId = each.readString();
        const offsets = each.readArray((topic) => {
          const topicName = topic.readString();
          topic.readUUID();
          return topic.readArray((one) => readOffset(one, topicName, version));
        }).flat();
        const errorCode = each.readInt16();
        each.readNullableString();
        return { groupId, errorCode, offsets };
      });
    },
  )
);

function readOffset(
  reader: Reader,
  topicName: string,
  version: number,
): ShareOffset {
  const partitionIndex = reader.readInt32();
  const startOffset = Number(reader.readInt64());
  reader.readInt32(); // leader epoch
  const lag = version >= 1 ? Number(reader.readInt64()) : -1;
  const errorCode = reader.readInt16();
  reader.readNullableString();
  return { topicName, partitionIndex, startOffset, lag, errorCode };
}
