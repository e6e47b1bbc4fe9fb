import { Buffer } from "node:buffer";
import type { IHeaders, KafkaMessage, Message } from "kafkajs";
import { Trouble } from "./errors.ts";

/** A record as a consumer reads it from a partition. */
export interface ConsumerRecord {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** Position in its partition, from 0; never reused for another record. */
  offset: bigint;
  /** When the record was created, or appended, depending on the topic's `message.timestamp.type`. */
  timestamp: Date;
  /** The key as UTF-8 text, or `null` for a record without one. */
  key: string | null;
  /** The value as UTF-8 text, or `null` for a tombstone. */
  value: string | null;
  /** Header texts by name; empty when there are none. */
  headers: Record<string, string>;
}

/** A record as a producer sends it. */
export interface ProducerRecord {
  /** Text or bytes; left out or `null` means no key, so the producer picks the partition. */
  key?: string | Uint8Array | null;
  /** Text and bytes go as they are, `null` is a tombstone, an object is written as JSON. */
  value: string | Uint8Array | object | null;
  /** Header texts by name; none when left out. */
  headers?: Record<string, string>;
  /** Partition number; left out, the key decides, or the producer when there is no key. */
  partition?: number;
  /** Left out, the producer's clock at the time of sending. */
  timestamp?: Date;
}

/**
 * Converts a KafkaJS message to a record: bytes become text, the offset a `bigint`.
 *
 * @param topic The full name of the topic that it was read from.
 * @param partition The number of its partition, from 0.
 * @param message The message, as KafkaJS passes it to `eachMessage`.
 * @returns The record; key and value are `null` where the record has none.
 *
 * @example Bytes become text
 * ```ts
 * import { Buffer } from "node:buffer";
 * import { strictEqual } from "node:assert/strict";
 * import { toConsumerRecord } from "workbook/records.ts";
 *
 * const record = toConsumerRecord("orders", 0, {
 *   key: Buffer.from("1001"), value: Buffer.from("paid"), offset: "7",
 *   timestamp: "0", attributes: 0, headers: {},
 * });
 * strictEqual(record.value, "paid");
 * strictEqual(record.offset, 7n);
 * ```
 */
export function toConsumerRecord(
  topic: string,
  partition: number,
  message: KafkaMessage,
): ConsumerRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    timestamp: new Date(Number(message.timestamp)),
    key: text(message.key),
    value: text(message.value),
    headers: headerTexts(message.headers),
  };
}

/**
 * Converts a record to the message that KafkaJS sends.
 *
 * @param record The record to send.
 * @returns The message, in KafkaJS's form.
 * @throws {Trouble} If the key or a header is neither text nor bytes, the value can't be
 * written as bytes, or the timestamp is no date since 1970.
 *
 * @example An object becomes JSON
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { toMessage } from "workbook/records.ts";
 *
 * strictEqual(toMessage({ key: "1001", value: { paid: true } }).value, '{"paid":true}');
 * ```
 */
export function toMessage(record: ProducerRecord): Message {
  const { key = null, value, headers, partition, timestamp } = record;
  for (const [name, given] of Object.entries(headers ?? {})) {
    asBytes(`header "${name}"`, given);
  }
  return {
    key: asBytes("key", key),
    value: value instanceof Uint8Array || typeof value !== "object" || !value
      ? asBytes("value", value)
      : asJson(value),
    ...(headers && { headers }),
    ...(partition !== undefined && { partition }),
    ...(timestamp !== undefined && { timestamp: asMs(timestamp) }),
  };
}

/** JSON writes all of these as `{}`. */
const EMPTY_IN_JSON = [Map, Set, Promise, RegExp, Error];

function asJson(value: object): string {
  let found: string | undefined;
  try {
    const json = JSON.stringify(value, (_, part) => {
      found ??= EMPTY_IN_JSON.find((kind) => part instanceof kind)?.name;
      return part;
    });
    if (!found) return json;
  } catch (error) {
    found = String(error).split("\n")[0]!;
  }
  throw new Trouble(
    `Cannot send a record with value ${
      inspected(value)
    }: expected what JSON can hold but found ${found}. ` +
      "Make it of text, numbers, lists and plain objects first",
  );
}

function asMs(timestamp: unknown): string {
  const ms = timestamp instanceof Date ? timestamp.getTime() : NaN;
  if (ms >= 0) return String(ms);
  throw new Trouble(
    `Cannot send a record with timestamp ${
      inspected(timestamp)
    }: expected a date since 1970 but found ${
      ms < 0 ? "an earlier one" : "none"
    }. Make one with new Date(…)`,
  );
}

function inspected(given: unknown): string {
  return Deno.inspect(given, { breakLength: Infinity });
}

function asBytes(
  part: string,
  given: unknown,
): string | Buffer | null {
  if (given === null || typeof given === "string") return given;
  if (given instanceof Uint8Array) return Buffer.from(given);
  throw new Trouble(
    `Cannot send a record with ${part} ${
      inspected(given)
    }: expected text, bytes or null but found ${typeof given}. ` +
      `Kafka stores bytes: turn it into text first, for instance with String(…) or JSON.stringify(…)`,
  );
}

function text(bytes: Uint8Array | string | null | undefined): string | null {
  if (bytes === null || bytes === undefined) return null;
  return typeof bytes === "string" ? bytes : new TextDecoder().decode(bytes);
}

function headerTexts(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers ?? {})) {
    const last = Array.isArray(given) ? given.at(-1) : given;
    texts[name] = text(last) ?? "";
  }
  return texts;
}
