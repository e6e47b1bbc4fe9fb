import { History } from "./history.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** Sends records with these values together; settles when it is known what became of them. */
export type Send = (...values: string[]) => Promise<unknown>;

/** How long a run of sends took, in milliseconds from its begin. */
export interface SendTimes {
  /** Until its caller could go on. */
  freeMs: number;
  /** Until each of its sends had an answer, or had failed. */
  doneMs: number;
}

/** What a caller came to know, beside what the log holds; each number counts records. */
export interface SendTally {
  sent: number;
  acknowledged: number;
  /** Of which the caller knows nothing, or only that the send failed. */
  unknown: number;
  "in the log": number;
  /** Acknowledged, and nowhere in the log. */
  lost: number;
  /** At more than one offset. */
  "stored twice": number;
}

/** What is known of whoever sends. */
export interface WatchOptions {
  /** Whether the caller takes note of answers; if not, every outcome is unknown to it. */
  listens?: boolean;
}

/**
 * Passes sends on, and writes down how long each took and what its caller came to know.
 *
 * @example A caller that fires and forgets knows nothing
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { WatchedSends } from "lab/watched_sends.ts";
 *
 * const sends = new WatchedSends(() => Promise.resolve(), { listens: false });
 * await sends.run((send, values) => void send(...values), ["Ada", "Bo"]);
 *
 * const { acknowledged, unknown } = sends.history.verdict().totals;
 * deepStrictEqual([acknowledged, unknown], [0, 2]);
 * ```
 */
export class WatchedSends {
  /** What the caller knows of each record; the record's value is its id. */
  readonly history = new History();
  /** Milliseconds from the call to the answer, one for each record that was acknowledged. */
  readonly latencies: number[] = [];
  #send: (values: string[]) => Promise<unknown>;
  #listens: boolean;
  #underWay = new Set<Promise<unknown>>();

  /**
   * @param send Sends records with these values in one request.
   * @param options Whether the caller listens; it does when left out.
   */
  constructor(
    send: (values: string[]) => Promise<unknown>,
    { listens = true }: WatchOptions = {},
  ) {
    this.#send = send;
    this.#listens = listens;
  }

  /** Sends, and settles as the send that it passes on. */
  readonly send: Send = (...values) => {
    for (const value of values) this.history.sent(value);
    const sending = this.#noted(values);
    this.#underWay.add(sending);
    const ended = (): void => void this.#underWay.delete(sending);
    sending.then(ended, ended);
    return sending;
  };

  /**
   * Has someone send in their own way, and waits until nothing is under way any more.
   *
   * @param way Sends the values as it likes. When it throws, that ends its sending.
   * @param values The values, each of its own.
   * @returns How long it took.
   */
  async run(
    way: (send: Send, values: string[]) => unknown,
    values: readonly string[],
  ): Promise<SendTimes> {
    const began = performance.now();
    const passed = (): number => performance.now() - began;
    try {
      await way(this.send, [...values]);
    } catch {
      // The send that failed has been noted as unknown.
    }
    const freeMs = passed();
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    return { freeMs, doneMs: passed() };
  }

  /**
   * Compares what the caller came to know with what the log holds.
   *
   * @param log All records of the topic; also told to the history.
   */
  tally(log: readonly ConsumerRecord[]): SendTally {
    this.history.found(log);
    const { totals, counts } = this.history.verdict();
    return {
      sent: totals.sent,
      acknowledged: totals.acknowledged,
      unknown: totals.unknown,
      "in the log": log.length,
      lost: counts.lost,
      "stored twice": counts.duplicated,
    };
  }

  async #noted(values: string[]): Promise<unknown> {
    const began = performance.now();
    try {
      const answer = await this.#send(values);
      const took = performance.now() - began;
      for (const value of values) {
        this.latencies.push(took);
        if (this.#listens) this.history.acknowledged(value);
      }
      return answer;
    } catch (error) {
      for (const value of values) {
        if (this.#listens) this.history.unknown(value, error);
      }
      throw error;
    }
  }
}
