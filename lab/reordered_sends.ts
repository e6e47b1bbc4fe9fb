/**
 * Reorders sends as a network does now and then: of two sends that are under way at the same time,
 * the later one arrives first. Sends that wait for each other stay as they are.
 *
 * @example The second overtakes the first
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { ReorderedSends } from "lab/reordered_sends.ts";
 *
 * const sends = new ReorderedSends();
 * const log: string[] = [];
 * const send = (event: string): Promise<number> =>
 *   sends.send(() => Promise.resolve(log.push(event)));
 * await Promise.all([send("created"), send("paid")]);
 * deepStrictEqual(log, ["paid", "created"]);
 * ```
 */
export class ReorderedSends {
  #waiting: (() => Promise<void>)[] = [];
  #isDelivering = false;

  /** How many sends have no answer yet. */
  underWay = 0;

  /**
   * Takes a send, and delivers it when those that come at the same time have overtaken it.
   *
   * @param deliver The function that delivers it.
   * @returns What `deliver` resolves to; rejects when it does.
   */
  send<T>(deliver: () => Promise<T>): Promise<T> {
    const answer = Promise.withResolvers<T>();
    this.underWay++;
    this.#waiting.push(async () => {
      await deliver().then(answer.resolve, answer.reject);
      this.underWay--;
    });
    if (!this.#isDelivering) {
      this.#isDelivering = true;
      setTimeout(() => this.#deliverAll()); // after all that was sent in the same turn of the event loop
    }
    return answer.promise;
  }

  async #deliverAll(): Promise<void> {
    for (let last = this.#waiting.pop(); last; last = this.#waiting.pop()) {
      await last();
    }
    this.#isDelivering = false;
  }
}
