import { fetchV11, fetchV12, type RecordsBatch } from "@platformatic/kafka";
import { LISTED_BYTES, viewOf } from "./bytes.ts";
import { errorName, type Link } from "./link.ts";
import type { Metadata } from "./metadata.ts";
import { byLeader } from "./offsets.ts";
import type { RecordRow } from "../shapes.ts";

/** How much to read, and how long to wait for it. */
export interface FetchLimits {
  /** Most bytes of one partition. A batch that is larger comes whole, if it is the first. */
  partitionBytes: number;
  /** Longest time that a broker waits for the first record, in milliseconds. */
  waitMs: number;
  /** Most bytes of a key, value or header; more are cut off. */
  shownBytes?: number;
}

/** What a fetch brought of one partition. */
export interface Fetched {
  /** Partition number, from 0. */
  partition: number;
  /** The records from the wanted offset on, markers of transactions included. */
  records: RecordRow[];
  /** The offset to go on from. */
  next: number;
  /** The offset behind the last record that consumers may see, transactions aside. */
  end: number;
  /** Offset of the oldest record. */
  start: number;
  /** Kafka's name of the partition's error; `NONE` for none. */
  error: string;
}

const FETCH = [fetchV12.api, fetchV11.api];
const NO_SESSION = { id: 0, epoch: -1 };
const MAX_BYTES = 8 * 1024 * 1024;
const READ_UNCOMMITTED = 0;
const IS_TRANSACTIONAL = 1 << 4;
const IS_CONTROL = 1 << 5;

/**
 * Reads records from partitions of a topic, without a group, so that nothing is committed or rebalanced.
 *
 * @param link The cluster to query.
 * @param metadata The places of the topic's partitions.
 * @param topic The topic's full name.
 * @param from The offset to read from, by partition.
 * @param limits How much to read, and how long to wait for it.
 * @returns What came of each partition whose leader answered.
 */
export async function fetchRecords(
  link: Link,
  metadata: Metadata,
  topic: string,
  from: ReadonlyMap<number, number>,
  limits: FetchLimits,
): Promise<Fetched[]> {
  const wanted = [...from.keys()].map((partition) => ({ topic, partition }));
  const answers = await Promise.all(
    [...byLeader(metadata, wanted)].map(async ([leader, own]) => {
      const broker = metadata.brokers.get(leader);
      if (!broker) return [];
      const partitions = own.map(({ partition }) => ({
        partition,
        currentLeaderEpoch: -1,
        fetchOffset: BigInt(from.get(partition)!),
        lastFetchedEpoch: -1,
        partitionMaxBytes: limits.partitionBytes,
      }));
      const answer = await link.ask(
        broker,
        FETCH,
        limits.waitMs,
        1,
        MAX_BYTES,
        READ_UNCOMMITTED,
        NO_SESSION.id,
        NO_SESSION.epoch,
        [{ topicId: topic, partitions }],
        [],
        "",
      );
      return answer.responses.flatMap(({ partitions }) => partitions);
    }),
  );
  return answers.flat().map((each): Fetched => {
    const { partitionIndex: partition } = each;
    const first = from.get(partition)!;
    const batches = each.records ?? [];
    const last = batches.at(-1);
    return {
      partition,
      records: batches.flatMap((batch) =>
        rowsOf(batch, partition, Number(each.lastStableOffset), limits)
      ).filter(({ offset }) => offset >= first),
      // Offsets that compaction has emptied are passed over with their batch.
      next: last ? Number(last.firstOffset) + last.lastOffsetDelta + 1 : first,
      end: Number(each.highWatermark),
      start: Number(each.logStartOffset),
      error: errorName(each.errorCode),
    };
  });
}

function rowsOf(
  batch: RecordsBatch,
  partition: number,
  stable: number,
  { shownBytes = LISTED_BYTES }: FetchLimits,
): RecordRow[] {
  return batch.records.map((record): RecordRow => {
    const offset = Number(batch.firstOffset) + record.offsetDelta;
    const isMarker = (batch.attributes & IS_CONTROL) !== 0;
    return {
      partition,
      offset,
      timestamp: Number(batch.firstTimestamp + record.timestampDelta),
      key: isMarker ? null : viewOf(record.key, shownBytes),
      value: isMarker ? null : viewOf(record.value, shownBytes),
      headers: record.headers.map(([name, value]) => [
        name === null ? "" : new TextDecoder().decode(name.subarray(0, 200)),
        viewOf(value, shownBytes),
      ]),
      bytes: record.length,
      transaction: isMarker
        ? markerOf(record.key)
        : (batch.attributes & IS_TRANSACTIONAL) === 0
        ? null
        : offset >= stable
        ? "open"
        : "part",
    };
  });
}

/** A marker's key is a version and a type, two bytes each; type 1 commits. */
function markerOf(key: Uint8Array | null): "commit marker" | "abort marker" {
  return key?.[3] === 1 ? "commit marker" : "abort marker";
}
