import type { Consumer, KafkaMessage } from "kafkajs";
import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { forAWhile } from "lab/patience.ts";
import { GroupPlace } from "./group_place.ts";
import { RoughCommits } from "./rough_commits.ts";

/** How long the desk gives a consumer to do something that it should not, while a record is in hand. */
const HELD_MS = 400;

/**
 * A desk that handles the records of a topic for one group, fails once in the middle, and notices
 * commits that come too early or too late.
 */
export class Desk {
  /** The values of the records that are done, in that order. */
  readonly done: string[] = [];
  /** The value whose work failed and has not been done since; `null` for none. */
  failed: string | null = null;
  /** Rejects with a `Refused` as soon as something is wrong. */
  readonly refused: Promise<never>;
  /** The commits, one of which fails. */
  readonly commits: RoughCommits;
  #refuse: (reason: Refused) => void;
  #records: Map<string, ConsumerRecord>;
  #ends: readonly bigint[];
  #group: GroupPlace;
  /** The value whose work is still to fail; `null` when it has. */
  #failing: string | null;
  #inHand: string | null = null;
  #isHeld = false;
  #released = Promise.withResolvers<void>();

  /**
   * @param records All records of the topic, each value once.
   * @param ends The offset after the last one, by partition.
   * @param failing The values of the records whose work, and whose commit, fails the first time.
   */
  constructor(
    records: ConsumerRecord[],
    ends: readonly bigint[],
    failing: { work: string; commit: string },
  ) {
    this.#records = new Map(records.map((record) => [record.value!, record]));
    this.#ends = ends;
    this.#failing = failing.work;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.refused = promise;
    this.#refuse = (reason) => {
      reject(reason);
      this.close();
    };
    this.#group = new GroupPlace((partition, offset) => {
      this.#expectInside(partition, offset);
      this.#expectNoneLost();
    });
    const uncommitted = this.#records.get(failing.commit)!;
    this.commits = new RoughCommits(uncommitted, this.#group);
  }

  /**
   * Takes work from one more consumer of the group.
   *
   * @param consumer The consumer.
   * @returns The same consumer, for the reader's function.
   */
  open(consumer: Consumer): Consumer {
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) => {
      this.#refuse(new Refused(`Your consumer crashed: ${error.message}`));
    });
    return this.#group.watch(this.commits.carry(consumer, this.done));
  }

  /**
   * Handles a record; one in the middle takes long, and another one fails the first time.
   *
   * @param message The record, as KafkaJS hands it over.
   * @throws {Error} If this is the record that fails.
   */
  async handle(message: KafkaMessage): Promise<void> {
    const value = String(message?.value);
    this.commits.release(); // one more record is taken, before that commit
    const wrong = this.#records.has(value)
      ? this.#whyTooEarly(value)
      : `handle() was given ${
        Deno.inspect(message, { depth: 0 })
      }. Expected a message as KafkaJS hands it over.`;
    if (wrong !== null) return this.#refuse(new Refused(wrong));
    this.#inHand = value;
    this.#expectNoneLost();
    if (this.done.length >= this.#records.size / 2 - 1 && !this.#isHeld) {
      this.#isHeld = true;
      await forAWhile(this.#released.promise, HELD_MS);
    }
    this.#inHand = null;
    if (value === this.#failing) {
      [this.#failing, this.failed] = [null, value];
      throw new Error(`Nobody could pack order ${value}`);
    }
    if (value === this.failed) this.failed = null;
    if (this.commits.isOf(value)) {
      this.done.splice(this.done.indexOf(value), 1);
    }
    this.done.push(value);
  }

  /** Whether some records are done, and one whose work or commit failed is not. */
  get isInterrupted(): boolean {
    return this.done.length > 0 &&
      (this.failed !== null || this.commits.isOpen);
  }

  /** Ends the wait for the record in hand. */
  close(): void {
    this.#released.resolve();
  }

  /**
   * Expects all records to be done and committed, by the reader's own commits.
   *
   * @throws {Refused} If records are missing or not committed, or KafkaJS commits by itself.
   */
  expectAllDone(): void {
    const { size } = this.#records;
    if (this.failed !== null) {
      throw new Refused(
        `The work for ${this.failed} failed once, and the record never came again. Who would hand it out a second time?`,
      );
    }
    if (this.done.length < size) {
      throw new Refused(
        `${size} records were in the topic before the group's first consumer came. It asked for all there is, and handled ${this.done.length}. Where does a group start that has committed nothing?`,
      );
    }
    const last = this.done.at(-1)!;
    const missing = this.#group.whyNotPast(this.#records.get(last)!);
    if (missing) {
      throw new Refused(
        `All ${size} records are handled. The last one was ${last}, and ${missing}. Where will the next consumer of the group begin?`,
      );
    }
    if (!this.#group.commitsByItself) return;
    throw new Refused(
      "Every record is handled and committed, but your call of `run` left KafkaJS's own commits on. Which of its options leaves the moment to your code alone?",
    );
  }

  #expectInside(partition: number, offset: bigint): void {
    const end = this.#ends[partition] ?? 0n;
    if (offset <= end) return;
    this.#refuse(
      new Refused(
        `Your code committed offset ${offset} in partition ${partition}, which ends at ${end}. KafkaJS's offsets are text. What is "1" + 1?`,
      ),
    );
  }

  /** Refuses a commit past a record that is in hand, or whose work has failed. */
  #expectNoneLost(): void {
    for (const value of [this.failed, this.#inHand]) {
      const record = value !== null && this.#records.get(value)!;
      if (!record || !this.#group.isPast(record)) continue;
      const { partition, offset } = record;
      const goesOn = this.#group.committed(partition);
      this.#refuse(
        new Refused(
          `${value} (partition ${partition}, offset ${offset}) ` +
            (value === this.#inHand
              ? `is in hand, and the group has already committed ${goesOn}. If the machine goes now, who will ever handle it?`
              : `is not done: its work failed. And the group has committed ${goesOn}, so it goes on after that record. Who will ever handle it?`),
        ),
      );
    }
  }

  /** What is wrong about a record that is taken now; `null` for nothing. */
  #whyTooEarly(value: string): string | null {
    if (this.#inHand !== null) {
      return `${value} was taken while ${this.#inHand} was still in hand. If the machine goes now, which of them is done? What should the next record wait for?`;
    }
    const failed = this.failed !== null && this.#records.get(this.failed)!;
    const record = this.#records.get(value)!;
    const { partition, offset } = record;
    if (failed && failed.partition === partition && failed.offset < offset) {
      return `The work for ${this.failed} failed, and the next record of partition ${partition} that your function took was ${value}, which is after it. Who hears that ${this.failed} is not done?`;
    }
    const uncommitted = this.commits.whyTooEarly(record, value);
    if (uncommitted !== null) return uncommitted;
    const before = this.done.at(-1);
    const missing = before && !this.commits.isOf(before) &&
      this.#group.whyNotPast(this.#records.get(before)!);
    return missing
      ? `When ${value} was taken, ${before} was done, and ${missing}. If the machine goes now, what is done twice?`
      : null;
  }
}
