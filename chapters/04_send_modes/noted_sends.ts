import { History } from "lab/history.ts";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import { forAWhile } from "lab/patience.ts";

const QUIET_MS = 500;

/** What a send resolves to: the place of the record, when the broker says so. */
export type Sent = { partition: number; baseOffset?: string }[];

/** A send of a reader's function. */
export interface NotedSend {
  /** The values of its records. */
  values: string[];
  /** Whether it has resolved, has rejected, or is still under way. */
  outcome: "acknowledged" | "failed" | "under way";
}

/** The sends of a reader's function, each with what became of it. */
export class NotedSends {
  /** What is known of each record; a record's value is its id. */
  readonly history = new History();
  /** The sends, in the order of the calls. */
  readonly calls: NotedSend[] = [];
  #topic: string;
  #isDone = Promise.withResolvers<void>();
  #failures = new Set<unknown>();
  #all: Promise<unknown>[] = [];

  /** @param topic The full name of the topic that is sent to. */
  constructor(topic: string) {
    this.#topic = topic;
  }

  /** How many sends have not ended. */
  get underWay(): number {
    return this.calls.filter(({ outcome }) => outcome === "under way").length;
  }

  /** The values that were sent, each once, in the order of their first sends. */
  get sent(): string[] {
    return [...new Set(this.calls.flatMap(({ values }) => values))];
  }

  /** Those of them that were acknowledged in one of their sends. */
  get acknowledged(): string[] {
    return this.sent.filter((value) =>
      this.#callsOf(value).some(({ outcome }) => outcome === "acknowledged")
    );
  }

  /** Waits until the reader's function is done, or has had nothing to do for half a second but wait. */
  async untilDone(): Promise<void> {
    await forAWhile(this.#isDone.promise, QUIET_MS);
  }

  /**
   * Counts the sends of a value.
   *
   * @param value The value.
   * @returns How often it was sent.
   */
  timesSent(value: string): number {
    return this.#callsOf(value).length;
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
    const call: NotedSend = { values, outcome: "under way" };
    this.calls.push(call);
    for (const value of values) this.history.sent(value);
    const sending = this.#settle(call, deliver);
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
      this.#isDone.resolve();
      await Promise.all(this.#all);
      throw this.#gaveUp(name, values);
    }
    this.#isDone.resolve();
    await Promise.all(this.#all);
    if (wereUnderWay === 0) return given;
    throw new Refused(
      `${name} was done while ${wereUnderWay} of ${this.calls.length} sends had no answer yet. By what did it know what to report?`,
    );
  }

  #gaveUp(name: string, values: string[]): Refused {
    const sent = new Set(this.sent);
    const unsent = values.filter((value) => !sent.has(value));
    return new Refused(
      unsent.length > 0
        ? `${name} threw when one answer was missing, and ${unsent.length} payments, from ${
          unsent[0]
        } on, were never sent. Whose failure was it?`
        : `${name} threw when one answer was missing. ${this.acknowledged.length} of ${values.length} payments were acknowledged, and nobody is told which. Whose failure was it?`,
    );
  }

  async #settle<T extends Sent | void>(
    call: NotedSend,
    deliver: () => Promise<T>,
  ): Promise<T> {
    try {
      const sent = await deliver();
      this.#acknowledge(call.values, sent);
      call.outcome = "acknowledged";
      return sent;
    } catch (error) {
      this.#failures.add(error);
      for (const value of call.values) this.history.unknown(value, error);
      call.outcome = "failed";
      throw error;
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

  #callsOf(value: string): NotedSend[] {
    return this.calls.filter(({ values }) => values.includes(value));
  }
}
