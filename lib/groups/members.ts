import type { Consumer, ConsumerConfig } from "kafkajs";
import type { Cluster } from "../cluster.ts";
import { Changes } from "../waiting.ts";
import { type ConsumerRecord, toConsumerRecord } from "../records.ts";
import { kafkaTrouble, Trouble } from "../errors.ts";

/** The members of this program, by group and name, with the topic that each of them reads. */
const joined = new Map<string, { member: Member; topic: string }>();

/** Something that happened to a member of a consumer group, as `rebalanceTimeline` draws it. */
export interface MemberEvent {
  /** When it happened. */
  at: Date;
  /** The member's name, as the chapter calls it. */
  member: string;
  /** What happened to the member. */
  kind: "join" | "assign" | "revoke" | "leave" | "crash";
  /**
   * Partition numbers. `assign`: those that it reads from now on. `revoke`: those that it gives up;
   * all of them when left out. Empty or left out for the other kinds.
   */
  partitions?: readonly number[];
}

/** The group and the topic of a new member, and its way of handling records. */
export interface MemberOptions {
  /** The group's full name. */
  group: string;
  /** The topic's full name. */
  topic: string;
  /** The member's name, as the chapter calls it. */
  name: string;
  /** The offset to start at when the group has committed nothing; `earliest` when left out. */
  start?: "earliest" | "latest";
  /** Whether KafkaJS commits by itself, after each fetched batch; `true` when left out. */
  autoCommit?: boolean;
  /** A function called with each record; the next record is passed when its promise is fulfilled. */
  handle?: (record: ConsumerRecord, member: Member) => Promise<void> | void;
  /** KafkaJS settings beyond the workbook's defaults, such as `sessionTimeout` in milliseconds. */
  config?: Omit<ConsumerConfig, "groupId">;
}

/** A running member of a consumer group. */
export interface Member extends AsyncDisposable {
  /** The member's name, as the chapter calls it. */
  readonly name: string;
  /** The KafkaJS consumer behind it. */
  readonly consumer: Consumer;
  /** The partitions assigned to this member now, in ascending order. */
  readonly partitions: number[];
  /** The records that it has handled, in the order of handling. */
  readonly records: ConsumerRecord[];
  /** The events of this member, oldest first. */
  readonly events: MemberEvent[];
  /** Commits the offset after this record. */
  commit(record: ConsumerRecord): Promise<void>;
  /**
   * Waits until a condition holds, which is checked after each record and event of this member. When
   * the deadline passes, the error includes the last failure of `handle`.
   */
  until(
    isTrue: () => boolean,
    what: string,
    deadlineMs?: number,
  ): Promise<void>;
  /** Leaves the group; the others get its partitions at once. */
  leave(): Promise<void>;
}

/**
 * Joins a consumer group as one more member, which reads in the background until it leaves.
 *
 * It collects the records that it handles instead of printing them. When it crashes for good, every
 * wait for it is rejected. An earlier member of the same name leaves first, so a cell can be run twice.
 *
 * @param cluster The connection to join through; closing it makes the member leave.
 * @param options The group, the topic, and the function that handles the records.
 * @returns The member, once it has its first assignment.
 * @throws {Trouble} If it can't join, or another member of the group in this program reads another topic.
 *
 * Source: Kafka documentation, "Consumer Groups"; KafkaJS speaks the classic protocol only.
 *
 * @example Two members share three partitions
 * ```ts ignore
 * const ada = await joinGroup(cluster, { group, topic, name: "ada" });
 * const bo = await joinGroup(cluster, { group, topic, name: "bo" });
 * await untilShared([ada, bo], 3);
 * ```
 */
export async function joinGroup(
  cluster: Cluster,
  options: MemberOptions,
): Promise<Member> {
  const { group, topic, name, handle, config } = options;
  const { start = "earliest", autoCommit = true } = options;
  const place = `${group}/${name}`;
  await joined.get(place)?.member.leave();
  refuseSecondTopic(options);
  const consumer = cluster.kafka.consumer({ groupId: group, ...config });
  const changes = new Changes();
  let partitions: number[] = [];
  /** The handler's last failure, until it works again: KafkaJS retries, and does not report it. */
  let failure: Error | undefined;
  const note = (kind: MemberEvent["kind"], listed: number[] = []): void => {
    partitions = kind === "assign" ? listed : [];
    const event = { at: new Date(), member: name, kind, partitions: listed };
    member.events.push(event);
    changes.tell();
  };
  const member: Member = {
    name,
    consumer,
    get partitions() {
      return partitions;
    },
    records: [],
    events: [],
    commit: ({ partition, offset }) =>
      consumer.commitOffsets([{
        topic,
        partition,
        offset: String(offset + 1n),
      }]),
    until: (isTrue, what, deadlineMs = 15_000) =>
      changes.until(isTrue, `${what} (member ${name})`, deadlineMs)
        .catch((error) => {
          if (!failure || error.message.includes(failure.message)) throw error;
          throw new Trouble(
            `${error.message}. Its handler has failed with ${failure.name}: ${failure.message}`,
            { cause: failure },
          );
        }),
    async leave(): Promise<void> {
      if (joined.get(place)?.member === member) joined.delete(place);
      await consumer.disconnect();
      if (member.events.at(-1)?.kind !== "leave") note("leave");
    },
    [Symbol.asyncDispose]: () => member.leave(),
  };

  joined.set(place, { member, topic });
  note("join");

  const { GROUP_JOIN, REBALANCING, CRASH } = consumer.events;
  consumer.on(GROUP_JOIN, ({ payload }) => {
    const dealt = payload.memberAssignment[topic] ?? [];
    note("assign", dealt.toSorted((a, b) => a - b));
  });
  consumer.on(REBALANCING, () => note("revoke", partitions));
  consumer.on(CRASH, ({ payload }) => {
    note("crash");
    if (!payload.restart) {
      changes.fail(
        kafkaTrouble(`go on reading "${topic}" as ${name}`, payload.error),
      );
    }
  });
  try {
    await consumer.connect();
    await consumer.subscribe({
      topics: [topic],
      fromBeginning: start === "earliest",
    });
    await consumer.run({
      autoCommit,
      eachMessage: async ({ partition, message }) => {
        const record = toConsumerRecord(topic, partition, message);
        try {
          await handle?.(record, member);
          failure = undefined;
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
          throw error;
        }
        member.records.push(record);
        changes.tell();
      },
    });
    await member.until(
      () => member.events.some(({ kind }) => kind === "assign"),
      "a first assignment",
    );
  } catch (error) {
    await member.leave();
    throw kafkaTrouble(`join group "${group}" as ${name}`, error);
  }
  return member;
}

function refuseSecondTopic({ group, topic, name }: MemberOptions): void {
  for (const [place, other] of joined) {
    if (!place.startsWith(`${group}/`) || other.topic === topic) continue;
    throw new Trouble(
      `Cannot join group "${group}" as ${name}: expected its members' topic "${other.topic}" but found "${topic}". All members of a group subscribe to the same topics: choose another group`,
    );
  }
}
