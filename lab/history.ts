import { Trouble } from "workbook/errors.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import {
  type Outcome,
  placeOf,
  type RecordPosition,
  type Sending,
  type Sighting,
} from "./history/evidence.ts";
import { type HistoryVerdict, judge } from "./history/verdict.ts";

export {
  type AffectedRecord,
  ANOMALIES,
  type Anomaly,
} from "./history/anomalies.ts";
export type { HistoryVerdict, RecordPosition };

/** Options of a {@linkcode History}. */
export interface HistoryOptions {
  /** Gives a record's id, or `null` when it has none; left out, the id is the record's value. */
  idOf?: (record: ConsumerRecord) => string | null;
}

/**
 * Notes what happened to each record, and counts what went wrong.
 *
 * A record is known by an id that is unique in the history: its value, unless `idOf` says
 * otherwise. The order in which records are reported as sent is the order they should keep. A send
 * that was rejected has an **unknown** outcome: the record may be in the log all the same.
 *
 * Nothing is counted that was never watched: without `found()` no record is lost, without
 * `processed()` none is unprocessed.
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
 * deepStrictEqual(history.verdict().summary, "1 sent, 1 acknowledged, 0 in the log: 1 lost (paid)");
 * ```
 */
export class History {
  #idOf: (record: ConsumerRecord) => string | null;
  #sendings = new Map<string, Sending>();
  #log: Map<string, Sighting> | null = null;
  #deliveries: Sighting[] | null = null;

  /**
   * Begins a history without records.
   *
   * @param options The way to tell records apart; by their values when left out.
   */
  constructor({ idOf = (record) => record.value }: HistoryOptions = {}) {
    this.#idOf = idOf;
  }

  /**
   * Notes that a record is about to be sent. Sending the same id again is another attempt for the
   * same record.
   *
   * @param id The record's id, unique in the history.
   * @param options `key`: the record's key; left out, the key that it has in the log.
   * @throws {Trouble} If the id is not text.
   */
  sent(id: string, { key = null }: { key?: string | null } = {}): void {
    if (typeof id !== "string") {
      throw new Trouble(
        `Cannot note ${
          Deno.inspect(id)
        } as sent: expected an id that is text but found ${typeof id}. ` +
          "Use the id that the record has in the log: its value, or what idOf gives",
      );
    }
    const order = this.#sendings.size;
    const sending = this.#sendings.get(id) ?? { id, key, order, attempts: [] };
    sending.attempts.push({ outcome: "unknown" });
    this.#sendings.set(id, sending);
  }

  /**
   * Notes that the broker acknowledged the last attempt.
   *
   * @param id The record's id, as in `sent()`.
   * @param at The position that the broker gave it; left out when it gave none (`acks` 0).
   * @throws {Trouble} If the id was never sent.
   */
  acknowledged(id: string, at?: RecordPosition): void {
    this.#settle(id, "acknowledged", at && { at });
  }

  /**
   * Notes that the last attempt was rejected or never answered, so nobody knows whether it was
   * written. An attempt that nothing is noted about counts the same.
   *
   * @param id The record's id, as in `sent()`.
   * @param error The client's error, of which only the message is kept.
   * @throws {Trouble} If the id was never sent.
   */
  unknown(id: string, error?: unknown): void {
    const reason = error instanceof Error ? error.message : String(error ?? "");
    this.#settle(id, "unknown", reason ? { reason } : {});
  }

  /**
   * Notes that the last attempt was part of a transaction that was aborted: nobody who reads
   * committed records may see it.
   *
   * @param id The record's id, as in `sent()`.
   * @throws {Trouble} If the id was never sent.
   */
  aborted(id: string): void {
    this.#settle(id, "aborted");
  }

  /**
   * Notes records that stand in the log. An empty list says that the log was read and holds none;
   * a record found twice at one offset is one, two of different ids are two.
   *
   * @param records The records of the log, in any order.
   * @throws {Trouble} If a record has no id.
   */
  found(records: Iterable<ConsumerRecord>): void {
    this.#log ??= new Map();
    for (const record of records) {
      const one = this.#sighting(record);
      this.#log.set(`${placeOf(record)} ${one.id}`, one);
    }
  }

  /**
   * Notes that a consumer did its work for records. An empty list says that it was watched and did
   * nothing.
   *
   * @param given The records, in the order of processing; where no log is involved, their ids.
   * @throws {Trouble} If a record has no id.
   */
  processed(
    given: ConsumerRecord | string | (ConsumerRecord | string)[],
  ): void {
    this.#deliveries ??= [];
    for (const one of Array.isArray(given) ? given : [given]) {
      const isId = typeof one === "string";
      this.#deliveries.push(
        isId ? { id: one, key: null, at: null } : this.#sighting(one),
      );
    }
  }

  /**
   * Counts what went wrong so far; the history may go on afterwards.
   *
   * @returns The verdict; every count is 0 when nothing went wrong.
   */
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
    more?: { at?: RecordPosition; reason?: string },
  ): void {
    const attempts = this.#sendings.get(id)?.attempts;
    if (!attempts) {
      throw new Trouble(
        `Cannot note "${id}" as ${outcome}: expected it to be sent before but found no such record. ` +
          "Call sent() first, with the same id",
      );
    }
    // What was acknowledged stays so.
    if (attempts.at(-1)?.outcome !== "acknowledged") attempts.pop();
    attempts.push({ outcome, ...more });
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
