import { announced } from "workbook/waiting.ts";
import { History } from "./history.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** Sends records with these values together; settles when the outcome is known. */
export type Send = (...values: string[]) => Promise<unknown>;

/** The times of a run of sends, in milliseconds from its begin. */
export interface SendTimes {
  /** The time after which its caller could go on. */
  freeMs: number;
  /** The time after which each of its sends had an answer, or had failed. */
  doneMs: number;
}

/** The records that a caller knows of, beside those in the log; each number counts records. */
export interface SendTally {
  /** Records that the caller sent. */
  sent: number;
  /** Records that were acknowledged to the caller. */
  acknowledged: number;
  /** Records whose send failed, or of which the caller heard nothing. */
  unknown: number;
  /** Records that the log holds. */
  "in the log": number;
  /** Records that were acknowledged, and are nowhere in the log. */
  lost: number;
  /** Records that stand at more than one offset. */
  "stored twice": number;
}

/** Options of {@linkcode WatchedSends}. */
export interface WatchOptions {
  /** Whether the caller takes note of answers; if not, every outcome is unknown to it. */
  listens?: boolean;
}

/**
 * Passes sends on to a producer, and notes how long each took and what its caller learnt.
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
  /** The caller's knowledge of each record; the record's value is its id. */
  readonly history = new History();
  /** The milliseconds from the call to the answer, for each record that was acknowledged. */
  readonly latencies: number[] = [];
  #send: (values: string[]) => Promise<unknown>;
  #listens: boolean;
  #underWay = new Set<Promise<unknown>>();

  /**
   * Watches the sends of one caller.
   *
   * @param send A function that sends records with these values in one request.
   * @param options Whether the caller takes note of answers; it does when left out.
   */
  constructor(
    send: (values: string[]) => Promise<unknown>,
    { listens = true }: WatchOptions = {},
  ) {
    this.#send = send;
    this.#listens = listens;
  }

  /** Sends records with these values, and settles as the send that it passes on. */
  readonly send: Send = (...values) => {
    for (const value of values) this.history.sent(value);
    const sending = this.#noted(values);
    this.#underWay.add(sending);
    const ended = (): void => void this.#underWay.delete(sending);
    sending.then(ended, ended);
    return sending;
  };

  /**
   * Runs a way of sending, and waits until no send is under way any more.
   *
   * @param way A function that sends the values in its own way; when it throws, its sending ends.
   * @param values The values to send, no two alike.
   * @returns The times that it took.
   */
  async run(
    way: (send: Send, values: string[]) => unknown,
    values: readonly string[],
  ): Promise<SendTimes> {
    const before = this.latencies.length;
    const what = (): string =>
      `${values.length} records to be sent: ${
        this.latencies.length - before
      } acknowledged`;
    return await announced({ what }, this.#run(way, values));
  }

  /**
   * Compares the caller's knowledge with the log.
   *
   * @param log All records of the topic; the history notes them as found.
   * @returns The counts of both.
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

  async #run(
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
