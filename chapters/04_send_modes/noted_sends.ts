import { History } from "lab/history.ts";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** What a send resolves to: the place of the record, when the broker says so. */
export type Sent = { partition: number; baseOffset?: string }[];

/** The sends of a reader's function, each with what became of it. */
export class NotedSends {
  /** What is known of each record; a record's value is its id. */
  readonly history = new History();
  /** The values of each send, in the order of the calls. */
  readonly calls: string[][] = [];
  /** How many sends have not ended. */
  underWay = 0;
  /** How many were under way at the same time, at most. */
  peak = 0;
  #topic: string;
  #failures = new Set<unknown>();
  #all: Promise<unknown>[] = [];

  /** @param topic The full name of the topic that is sent to. */
  constructor(topic: string) {
    this.#topic = topic;
  }

  /**
   * Notes a send, and makes it.
   *
   * @param values The values of its records.
   * @param deliver The function that sends them.
   * @returns What `deliver` resolves to.
   */
  note<T extends Sent | void>(
    values: string[],
    deliver: () => Promise<T>,
  ): Promise<T> {
    this.calls.push(values);
    this.peak = Math.max(this.peak, ++this.underWay);
    for (const value of values) this.history.sent(value);
    const sending = this.#settle(values, deliver);
    this.#all.push(sending.catch(() => {}));
    return sending;
  }

  /**
   * Runs the reader's function, and waits until all of its sends have ended.
   *
   * @param name The name of the reader's function.
   * @param answer Calls the reader's function.
   * @param values The values that should be sent.
   * @returns What the function returned.
   * @throws {Refused} If it gave up, or did not wait for its sends.
   */
  async run<T>(
    name: string,
    answer: () => Promise<T>,
    values: string[],
  ): Promise<T> {
    let given: T;
    let wereUnderWay: number;
    try {
      given = await answer();
      wereUnderWay = this.underWay;
    } catch (error) {
      if (error instanceof NotSolvedYet || !this.#failures.has(error)) {
        throw error;
      }
      await Promise.all(this.#all);
      throw this.#gaveUp(name, values);
    }
    await Promise.all(this.#all);
    if (wereUnderWay === 0) return given;
    throw new Refused(
      `${name} was done while ${wereUnderWay} of ${values.length} sends had no answer yet. By what did it know what to report?`,
    );
  }

  #gaveUp(name: string, values: string[]): Refused {
    const { acknowledged } = this.history.verdict().totals;
    const sent = new Set(this.calls.flat());
    const unsent = values.filter((value) => !sent.has(value));
    return new Refused(
      unsent.length > 0
        ? `${name} threw when one answer was missing, and ${unsent.length} payments, from ${
          unsent[0]
        } on, were never sent. Whose failure was it?`
        : `${name} threw when one answer was missing. ${acknowledged} of ${values.length} payments were acknowledged, and nobody is told which. Whose failure was it?`,
    );
  }

  async #settle<T extends Sent | void>(
    values: string[],
    deliver: () => Promise<T>,
  ): Promise<T> {
    try {
      const sent = await deliver();
      this.#acknowledge(values, sent);
      return sent;
    } catch (error) {
      this.#failures.add(error);
      for (const value of values) this.history.unknown(value, error);
      throw error;
    } finally {
      this.underWay--;
    }
  }

  #acknowledge(values: string[], sent: Sent | void): void {
    const [at] = sent ?? [];
    for (const [place, value] of values.entries()) {
      this.history.acknowledged(
        value,
        at && {
          topic: this.#topic,
          partition: at.partition,
          offset: BigInt(at.baseOffset ?? -1) + BigInt(place),
        },
      );
    }
  }
}

/**
 * Says in words at which offsets a value is stored.
 *
 * @param value The value of the records.
 * @param log The records of a topic.
 * @returns `at offset 2`, `at offsets 2 and 3`, or `nowhere`.
 */
export function whereIs(value: string, log: ConsumerRecord[]): string {
  const offsets = log.filter((record) => record.value === value)
    .map(({ offset }) => offset);
  if (offsets.length === 0) return "nowhere";
  return `at offset${offsets.length > 1 ? "s" : ""} ${offsets.join(" and ")}`;
}
