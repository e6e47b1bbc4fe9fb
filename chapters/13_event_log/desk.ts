import type { Consumer, KafkaMessage } from "kafkajs";
import { Refused } from "lab/exercises.ts";

/** How long the desk gives a consumer to do something that it should not, while a record is in hand. */
const HELD_MS = 400;

/** A desk that handles records, and notices a consumer that commits too early or too late. */
export class Desk {
  /** The consumer whose records it handles. */
  readonly consumer: Consumer;
  /** The topic's full name. */
  readonly topic: string;
  /** The values of the records it was handed, in that order. */
  readonly taken: string[] = [];
  /** Rejects with a `Refused` as soon as something is wrong. */
  readonly refused: Promise<never>;
  #refuse: (reason: Refused) => void;
  /** The offset behind the last record, by partition. */
  #ends: bigint[];
  #places: Map<string, { partition: number; offset: bigint }>;
  /** The group's committed offset, by partition. */
  #committed = new Map<number, bigint>();
  #inHand: string | null = null;
  #released = Promise.withResolvers<void>();

  /**
   * @param consumer The consumer that the reader's function gets.
   * @param topic The topic's full name.
   * @param records The values of the topic's records by partition, each once.
   */
  constructor(consumer: Consumer, topic: string, records: string[][]) {
    this.consumer = consumer;
    this.topic = topic;
    this.#ends = records.map(({ length }) => BigInt(length));
    this.#places = new Map(
      records.flatMap((values, partition) =>
        values.map((value, i) => [value, { partition, offset: BigInt(i) }])
      ),
    );
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.refused = promise;
    this.#refuse = (reason) => {
      reject(reason);
      this.close();
    };
    const { COMMIT_OFFSETS, CRASH } = consumer.events;
    consumer.on(COMMIT_OFFSETS, ({ payload }) => {
      for (const { partition, offset } of payload.topics[0]?.partitions ?? []) {
        this.#committed.set(Number(partition), BigInt(offset));
        this.#expectInside(Number(partition), BigInt(offset));
      }
      if (this.#inHand !== null) this.#expectOpen(this.#inHand);
    });
    consumer.on(CRASH, ({ payload: { error } }) => {
      this.#refuse(new Refused(`Your consumer crashed: ${error.message}`));
    });
  }

  /**
   * Handles a record; the middle one takes long.
   *
   * @param message The record, as KafkaJS hands it over.
   */
  async handle(message: KafkaMessage): Promise<void> {
    const value = String(message?.value);
    if (!this.#places.has(value)) {
      this.#refuse(
        new Refused(
          `handle() was given ${
            Deno.inspect(message, { depth: 0 })
          }. Expected a message as KafkaJS hands it over.`,
        ),
      );
      return;
    }
    if (this.#inHand !== null) {
      this.#refuse(
        new Refused(
          `${value} was taken while ${this.#inHand} was still in hand. If the machine goes now, which of them is done? What should the next record wait for?`,
        ),
      );
      return;
    }
    this.#inHand = value;
    this.#expectOpen(value);
    this.#expectBefore();
    this.taken.push(value);
    if (this.taken.length === Math.ceil(this.#places.size / 2)) {
      await this.#hold();
    }
    this.#inHand = null;
  }

  /** Ends the wait for the record in hand. */
  close(): void {
    this.#released.resolve();
  }

  /**
   * Expects all records to be handled and committed.
   *
   * @param count The number of records in the topic.
   * @throws {Refused} If records are missing, or not committed.
   */
  expectAllDone(count: number): void {
    if (this.taken.length < count) {
      throw new Refused(
        `${count} records were in the topic before the group's first consumer came. It asked for all there is, and handled ${this.taken.length}. Where does a group start that has committed nothing?`,
      );
    }
    const last = this.taken.at(-1)!;
    const missing = this.#whyNotCommitted(last);
    if (!missing) return;
    throw new Refused(
      `All ${count} records are handled. The last one was ${last}, and ${missing}. Where will the next consumer of the group begin?`,
    );
  }

  /** Refuses a commit behind the end of a partition. */
  #expectInside(partition: number, offset: bigint): void {
    const end = this.#ends[partition] ?? 0n;
    if (offset <= end) return;
    this.#refuse(
      new Refused(
        `Your code committed offset ${offset} in partition ${partition}, which ends at ${end}. KafkaJS's offsets are text. What is "1" + 1?`,
      ),
    );
  }

  /** Refuses a commit behind the record in hand. */
  #expectOpen(value: string): void {
    const { partition, offset } = this.#places.get(value)!;
    const goesOn = this.#committed.get(partition) ?? 0n;
    if (goesOn <= offset) return;
    this.#refuse(
      new Refused(
        `${value} (partition ${partition}, offset ${offset}) is in hand, and the group has already committed ${goesOn}. If the machine goes now, who will ever handle it?`,
      ),
    );
  }

  /** Refuses a record that is taken before the one before it is committed. */
  #expectBefore(): void {
    const before = this.taken.at(-1);
    const missing = before && this.#whyNotCommitted(before);
    if (!missing) return;
    this.#refuse(
      new Refused(
        `When ${this.#inHand} was taken, ${before} was done, and ${missing}. If the machine goes now, what is done twice?`,
      ),
    );
  }

  #whyNotCommitted(value: string): string | null {
    const { partition, offset } = this.#places.get(value)!;
    const goesOn = this.#committed.get(partition);
    if (goesOn === undefined) return `in its partition nothing is committed`;
    if (goesOn === offset) {
      return `the group's committed offset was ${goesOn}, which is that record's own`;
    }
    return goesOn < offset
      ? `the group's committed offset was ${goesOn}, ahead of it`
      : null;
  }

  async #hold(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise((over) => timer = setTimeout(over, HELD_MS));
    await Promise.race([patience, this.#released.promise]);
    clearTimeout(timer);
  }
}
