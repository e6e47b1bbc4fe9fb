import {
  type Outcome,
  placeOf,
  type Position,
  type Sending,
  type Sighting,
} from "./history/evidence.ts";
import { type HistoryVerdict, judge } from "./history/verdict.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { Trouble } from "workbook/errors.ts";

export { ANOMALIES, type Anomaly } from "./history/anomalies.ts";
export type { HistoryVerdict };

/** What a history knows of a record that is sent. */
export interface SentOptions {
  /** The record's key; left out, the key it is found with in the log. */
  key?: string | null;
}

/** How a history tells records apart. */
export interface HistoryOptions {
  /** Gives a record's id, or `null` when it has none; left out, the id is the record's value. */
  idOf?: (record: ConsumerRecord) => string | null;
}

/**
 * Writes down what happened to each record, and then counts what went wrong.
 *
 * A record is known by an id that is unique in the history: its value, unless `idOf` says
 * otherwise. The order in which records are reported as sent is the order they should keep. A send
 * that was rejected has an **unknown** outcome: the record may be in the log all the same.
 *
 * What was never watched is not judged: without `found()` nothing is lost, without `processed()`
 * nothing is unprocessed.
 *
 * Source: the anomalies are those of `jepsen.tests.kafka`; telling records that the log lost from
 * those that the way to the consumer lost follows Kafka's own `produce_consume_validate.py`.
 *
 * @example An acknowledged record that is not in the log
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { History } from "lab/history.ts";
 *
 * const history = new History();
 * history.sent("paid", { key: "order-1" });
 * history.acknowledged("paid", { topic: "orders", partition: 0, offset: 7n });
 * history.found([]);
 *
 * deepStrictEqual(history.verdict().counts.lost, 1);
 * deepStrictEqual(history.verdict().summary, "1 sent, 1 acknowledged, 0 in the log: 1 lost (paid)");
 * ```
 */
export class History {
  #idOf: (record: ConsumerRecord) => string | null;
  #sendings = new Map<string, Sending>();
  #log: Map<string, Sighting> | null = null;
  #deliveries: Sighting[] | null = null;

  constructor({ idOf = (record) => record.value }: HistoryOptions = {}) {
    this.#idOf = idOf;
  }

  /**
   * A record is about to be sent. Sending the same id again is another attempt for the same record.
   *
   * @throws {Trouble} If the id is not text.
   */
  sent(id: string, { key = null }: SentOptions = {}): void {
    if (typeof id !== "string") {
      throw new Trouble(
        `Cannot note ${
          Deno.inspect(id)
        } as sent: expected an id that is text but found ${typeof id}. ` +
          "Use what the record is found by again: its value, or what idOf gives",
      );
    }
    const known = this.#sendings.get(id);
    if (known) known.attempts.push({ outcome: "unknown" });
    else {
      this.#sendings.set(id, {
        id,
        key,
        order: this.#sendings.size,
        attempts: [{ outcome: "unknown" }],
      });
    }
  }

  /**
   * The broker acknowledged the last attempt.
   *
   * @param id As in `sent()`.
   * @param at Where the broker says it stands; left out when it does not say (`acks` 0).
   * @throws {Trouble} If the id was never sent.
   */
  acknowledged(id: string, at?: Position): void {
    this.#settle(id, "acknowledged", at && { at });
  }

  /**
   * The last attempt was rejected or never answered, so nobody knows whether it was written. An
   * attempt that nothing is noted about counts the same.
   *
   * @param id As in `sent()`.
   * @param error What the client said; only its message is kept.
   * @throws {Trouble} If the id was never sent.
   */
  unknown(id: string, error?: unknown): void {
    const reason = error instanceof Error ? error.message : String(error ?? "");
    this.#settle(id, "unknown", reason ? { reason } : {});
  }

  /**
   * The last attempt was part of a transaction that was aborted: nobody who reads committed
   * records may see it.
   *
   * @param id As in `sent()`.
   * @throws {Trouble} If the id was never sent.
   */
  aborted(id: string): void {
    this.#settle(id, "aborted");
  }

  /**
   * Records that stand in the log. An empty list says that the log was read and holds none; a
   * record that is found twice at one offset is one record.
   *
   * @throws {Trouble} If a record has no id.
   */
  found(records: Iterable<ConsumerRecord>): void {
    this.#log ??= new Map();
    for (const record of records) {
      this.#log.set(placeOf(record), this.#sighting(record));
    }
  }

  /**
   * A consumer did its work for these records, in this order. An empty list says that it was
   * watched and did nothing. Where no log is involved, ids do instead of records.
   *
   * @throws {Trouble} If a record has no id.
   */
  processed(
    given: ConsumerRecord | string | (ConsumerRecord | string)[],
  ): void {
    this.#deliveries ??= [];
    for (const one of Array.isArray(given) ? given : [given]) {
      this.#deliveries.push(
        typeof one === "string"
          ? { id: one, key: null, at: null }
          : this.#sighting(one),
      );
    }
  }

  /** Counts what went wrong so far; the history may go on afterwards. */
  verdict(): HistoryVerdict {
    return judge({
      sendings: this.#sendings,
      log: this.#log && [...this.#log.values()],
      deliveries: this.#deliveries,
    });
  }

  #settle(
    id: string,
    outcome: Outcome,
    more?: { at?: Position; reason?: string },
  ): void {
    const attempts = this.#sendings.get(id)?.attempts;
    if (!attempts) {
      throw new Trouble(
        `Cannot note "${id}" as ${outcome}: expected it to be sent before but found no such record. ` +
          "Call sent() first, with the same id",
      );
    }
    attempts[attempts.length - 1] = { outcome, ...more };
  }

  #sighting(record: ConsumerRecord): Sighting {
    const { topic, partition, offset, key } = record;
    const id = this.#idOf(record);
    if (typeof id === "string") {
      return { id, key, at: { topic, partition, offset } };
    }
    throw new Trouble(
      `Cannot tell which record stands at offset ${offset} of "${topic}": expected an id but found ${
        Deno.inspect(id)
      }. Pass new History({ idOf }) that gives text for every record`,
    );
  }
}
