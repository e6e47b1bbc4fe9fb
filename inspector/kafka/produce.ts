import {
  type MessageRecord,
  produceV10,
  produceV11,
  produceV9,
} from "@platformatic/kafka";
import { kafkaTrouble, Trouble } from "workbook/errors.ts";
import { partitionForKey } from "workbook/partitions.ts";
import { errorName, type Link } from "./link.ts";
import { readMetadata } from "./metadata.ts";
import { placeOf } from "./topics.ts";

/** A record to send. */
export interface NewRecord {
  /** The topic's full name. */
  topic: string;
  /** The partition; `null` for the one of its key, or any without a key. */
  partition: number | null;
  /** The key; `null` for none. */
  key: string | null;
  /** The value; `null` for a tombstone. */
  value: string | null;
  /** The headers. */
  headers: Record<string, string>;
}

const ALL_REPLICAS = -1;
const WITHIN_MS = 5_000;

/**
 * Sends a record, and waits until all in-sync replicas have it.
 *
 * @param link The cluster to send to.
 * @param record The record.
 * @returns The partition and offset that it got.
 * @throws {Trouble} If there is no such topic or partition, or the broker refuses the record.
 */
export async function sendRecord(
  link: Link,
  record: NewRecord,
): Promise<{ partition: number; offset: number }> {
  const { topic, key, value, headers } = record;
  const metadata = await readMetadata(link, [topic]);
  const { partitions } = placeOf(metadata, topic);
  const bytes = (text: string): Buffer => Buffer.from(text);
  const partition = record.partition ??
    (key === null
      ? Math.floor(Math.random() * partitions.length)
      : partitionForKey(bytes(key), partitions.length));
  const place = partitions.find((each) => each.partition === partition);
  const leader = metadata.brokers.get(place?.leader ?? -1);
  const action = `send to partition ${partition} of "${topic}"`;
  if (!place || !leader) {
    throw new Trouble(
      `Cannot ${action}: expected a partition with a leader but found ${
        place ? "none that leads it" : "no such partition"
      }. Choose another one`,
    );
  }
  const message = {
    topic,
    partition,
    key: key === null ? null : bytes(key),
    value: value === null ? null : bytes(value),
    headers: new Map(
      Object.entries(headers).map(([name, each]) => [bytes(name), bytes(each)]),
    ),
  } as unknown as MessageRecord;
  const answer = await link.ask(
    leader,
    [produceV11.api, produceV10.api, produceV9.api],
    ALL_REPLICAS,
    WITHIN_MS,
    [message],
    {},
  );
  const result = typeof answer === "boolean"
    ? undefined
    : answer.responses[0]?.partitionResponses[0];
  const type = errorName(result?.errorCode ?? 0);
  if (type !== "NONE") throw kafkaTrouble(action, { type });
  return { partition, offset: Number(result?.baseOffset ?? -1) };
}
