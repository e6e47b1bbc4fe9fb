import type { Message } from "kafkajs";
import { partitionForKey } from "workbook/partitions.ts";
import type { Placed } from "workbook/producers/batches.ts";
import { Trouble } from "workbook/trouble.ts";

/**
 * Decides on the partition of each record, once. KafkaJS decides anew each time it sends a record
 * again, and so writes a record without a key to two partitions.
 */
export class Placing {
  /** Records without a key so far, by topic. */
  #keyless = new Map<string, number>();

  /**
   * Gives each message a partition: the one it names, the one of its key, or the next in turn.
   *
   * @param topic The topic's full name.
   * @param partitionCount How many partitions it has.
   * @param messages In the order of sending; changed in place.
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
 * Counts the partitions that a topic must have for some messages.
 *
 * @param messages What shall be sent.
 * @returns The highest partition that they name, plus one; 1 when they name none.
 */
export function partitionsNeeded(messages: { partition?: number }[]): number {
  return messages.reduce(
    (most, { partition = 0 }) => Math.max(most, partition + 1),
    1,
  );
}
