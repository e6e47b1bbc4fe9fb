import type { Admin, Message } from "kafkajs";
import { within } from "../waiting.ts";
import { kafkaErrorName, Trouble } from "../errors.ts";
import { partitionForKey } from "../partitions.ts";

/** A KafkaJS message whose partition has been decided. */
export type Placed = Message & { partition: number };

/** The spread of a topic over the brokers. */
export interface Layout {
  /** Number of partitions. */
  partitions: number;
  /** Number of brokers that hold a replica, or have held one and may lead a partition in KafkaJS's metadata. */
  brokers: number;
}

const FRESH_MS = 1_000;
const ASK_AGAIN_MS = 2_000;

/** A cache of topics' layouts; an entry is refreshed when it is a second old. */
export class Layouts {
  #admin: Admin;
  #known = new Map<string, { layout: Layout; askedAt: number }>();
  #brokers = new Map<string, Set<number>>();

  /**
   * Makes an empty cache.
   *
   * @param admin The connected admin client to query.
   */
  constructor(admin: Admin) {
    this.#admin = admin;
  }

  /**
   * Looks up a topic's layout.
   *
   * @param topic The topic's full name.
   * @param atLeast The number of partitions needed; an entry with fewer is refreshed.
   * @returns The layout; the last known one when no broker answers.
   * @throws KafkaJS's error if there is no such topic, or no broker answers and the cache has no entry.
   */
  async of(topic: string, atLeast: number): Promise<Layout> {
    const known = this.#known.get(topic);
    const now = performance.now();
    const isFresh = known && now - known.askedAt < FRESH_MS;
    if (isFresh && known.layout.partitions >= atLeast) return known.layout;
    const late = (): Error => new Error("no answer");
    try {
      const asking = this.#ask(topic);
      const layout =
        await (known ? within(ASK_AGAIN_MS, asking, late) : asking);
      this.#known.set(topic, { layout, askedAt: now });
      return layout;
    } catch (error) {
      const isGone = kafkaErrorName(error) === "UNKNOWN_TOPIC_OR_PARTITION";
      if (known && !isGone) return known.layout;
      throw error;
    }
  }

  async #ask(topic: string): Promise<Layout> {
    const { topics } = await this.#admin.fetchTopicMetadata({
      topics: [topic],
    });
    const partitions = topics[0]!.partitions;
    const replicas = partitions.flatMap(({ replicas }) => replicas);
    const brokers = new Set([...this.#brokers.get(topic) ?? [], ...replicas]);
    this.#brokers.set(topic, brokers);
    return { partitions: partitions.length, brokers: brokers.size };
  }
}

/**
 * Assigns each message to a partition, once. KafkaJS decides again at each retry, and so may write a
 * record without a key to two partitions.
 */
export class Partitioner {
  /** Number of messages without a key so far, by topic. */
  #keyless = new Map<string, number>();

  /**
   * Sets the partition of each message: the one it names, the one of its key, or the next in turn.
   *
   * @param topic The topic's full name.
   * @param partitionCount The topic's number of partitions.
   * @param messages The messages in the order of sending; changed in place.
   * @returns The same messages, in the same order.
   * @throws {Trouble} If a message names a partition that the topic does not have.
   */
  place(topic: string, partitionCount: number, messages: Message[]): Placed[] {
    for (const message of messages) {
      const partition = message.partition ??
        (message.key == null
          ? this.#next(topic, partitionCount)
          : partitionForKey(message.key, partitionCount));
      if (!isIn(partition, partitionCount)) {
        throw new Trouble(
          `Cannot send to partition ${partition} of "${topic}": expected one of 0 to ${
            partitionCount - 1
          } but found ${partition}. Leave it out, and the key decides`,
        );
      }
      message.partition = partition;
    }
    return messages as Placed[];
  }

  #next(topic: string, partitionCount: number): number {
    const turn = this.#keyless.get(topic) ?? 0;
    this.#keyless.set(topic, turn + 1);
    return turn % partitionCount;
  }
}

function isIn(partition: number, partitionCount: number): boolean {
  return Number.isInteger(partition) && partition >= 0 &&
    partition < partitionCount;
}

/**
 * Counts the partitions that a topic must have to take some messages.
 *
 * @param messages The messages to send.
 * @returns The highest partition that they name, plus one; 1 when they name none.
 */
export function partitionsNeeded(messages: { partition?: number }[]): number {
  return messages.reduce(
    (most, { partition = 0 }) => Math.max(most, partition + 1),
    1,
  );
}
