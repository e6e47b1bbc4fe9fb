import type { Consumer } from "kafkajs";
import type { ConsumerRecord } from "workbook/records.ts";

/** A record's place in its topic. */
export type Place = Pick<ConsumerRecord, "partition" | "offset">;

/** The committed offsets of a group, as its consumers report them. */
export class GroupPlace {
  /** Whether a consumer was run with KafkaJS's own commits switched on. */
  commitsByItself = false;
  #committed = new Map<number, bigint>();
  #onCommit: (partition: number, offset: bigint) => void;

  /** @param onCommit Called after each commit, once for each of its partitions. */
  constructor(onCommit: (partition: number, offset: bigint) => void) {
    this.#onCommit = onCommit;
  }

  /**
   * Watches the commits of a consumer, and how it is run.
   *
   * @param consumer A consumer of the group.
   * @returns The same consumer, for the reader's function.
   */
  watch(consumer: Consumer): Consumer {
    consumer.on(consumer.events.COMMIT_OFFSETS, ({ payload }) => {
      for (const { partition, offset } of payload.topics[0]?.partitions ?? []) {
        this.#committed.set(Number(partition), BigInt(offset));
        this.#onCommit(Number(partition), BigInt(offset));
      }
    });
    return {
      ...consumer,
      run: (config) => {
        this.commitsByItself ||= config?.autoCommit !== false;
        return consumer.run(config);
      },
    };
  }

  /** The group's committed offset in a partition; `undefined` when there is none. */
  committed(partition: number): bigint | undefined {
    return this.#committed.get(partition);
  }

  /** Whether the group goes on after a record, so that no consumer of it will be given the record again. */
  isPast({ partition, offset }: Place): boolean {
    return (this.#committed.get(partition) ?? -1n) > offset;
  }

  /** Why a record is not committed, in words that follow "and"; `null` when it is. */
  whyNotPast({ partition, offset }: Place): string | null {
    const goesOn = this.#committed.get(partition);
    if (goesOn === undefined) return "in its partition nothing is committed";
    if (goesOn > offset) return null;
    return goesOn === offset
      ? `the group's committed offset was ${goesOn}, which is that record's own`
      : `the group's committed offset was ${goesOn}, which is before it`;
  }
}
