import type { Consumer } from "kafkajs";
import type { ConsumerRecord } from "workbook/records.ts";
import { forAWhile } from "lab/patience.ts";
import type { GroupPlace, Place } from "./group_place.ts";

/** How long a commit is held back for a consumer that takes the next record meanwhile. */
const HELD_MS = 400;

/** The commits of a group's consumers: one of the first is held back, and one fails. */
export class RoughCommits {
  /** Whether the commit that fails has failed. */
  hasFailed = false;
  #isStruck = false;
  #failing: ConsumerRecord;
  #group: GroupPlace;
  /** The commit that is held back until another record is taken, or none has been for a while. */
  #held: PromiseWithResolvers<void> | null = null;

  /**
   * @param failing The record whose first commit fails; a later one is in its partition.
   * @param group The committed offsets of the group.
   */
  constructor(failing: ConsumerRecord, group: GroupPlace) {
    this.#failing = failing;
    this.#group = group;
  }

  /** Whether a commit has failed, and its record is not committed yet. */
  get isOpen(): boolean {
    return this.hasFailed && !this.#group.isPast(this.#failing);
  }

  /**
   * Carries a consumer's commits.
   *
   * @param consumer The consumer.
   * @param done The values of the records that are done, in that order.
   * @returns The same consumer, whose commits may come late or fail.
   */
  carry(consumer: Consumer, done: readonly string[]): Consumer {
    const commitOffsets: Consumer["commitOffsets"] = (offsets) => {
      const fails = !this.#isStruck && done.at(-1) === this.#failing.value;
      this.#isStruck ||= fails;
      const commit = this.#hold(done).then(() => {
        if (!fails) return consumer.commitOffsets(offsets);
        this.hasFailed = true;
        throw new Error("The coordinator did not answer the commit");
      });
      commit.catch(() => {}); // whoever does not wait for it is judged by the next record
      return commit;
    };
    return { ...consumer, commitOffsets };
  }

  /** Lets the commit pass that is held back. */
  release(): void {
    this.#held?.resolve();
  }

  /** Whether a record is done and not committed because its commit failed. */
  isOf(value: string): boolean {
    return this.isOpen && value === this.#failing.value;
  }

  /** What is wrong about a record that is taken after a commit failed; `null` for nothing. */
  whyTooEarly(taken: Place, value: string): string | null {
    const failing = this.#failing;
    const isLater = taken.partition === failing.partition &&
      taken.offset > failing.offset;
    if (!this.isOpen || !isLater) return null;
    return `The commit after ${failing.value} failed, and the next record of partition ${failing.partition} that your function took was ${value}. At that moment ${
      this.#group.whyNotPast(failing)
    }. Who hears that ${failing.value} is not committed?`;
  }

  async #hold(done: readonly string[]): Promise<void> {
    if (this.#held || done.length < 2) return;
    this.#held = Promise.withResolvers();
    await forAWhile(this.#held.promise, HELD_MS);
  }
}
