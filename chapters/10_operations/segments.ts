import { brokerConfigs } from "lab/broker_configs.ts";
import type { Cluster } from "workbook/cluster.ts";
import {
  AFTER_CRC,
  type BatchField,
  BEFORE_LENGTH,
  crc32c,
  HEADER_BYTES,
  type HeaderField,
  headerFields,
  readRecords,
  type StoredRecord,
} from "./segments/batches.ts";
import { kafkaTrouble, Trouble } from "workbook/errors.ts";

export type { BatchField, StoredRecord } from "./segments/batches.ts";

/** Compression types, by the lowest three bits of a batch's attributes. */
const COMPRESSION = ["none", "gzip", "snappy", "lz4", "zstd"];

/** The bit of a batch's attributes that says that the broker's clock stamped all its records, as it appended them. */
const LOG_APPEND_TIME = 8;

/** A batch of records that a producer sent together, as stored in a segment. */
export interface RecordBatch {
  /** The fields before the records, in their order on disk. */
  fields: BatchField[];
  /** The bytes of the records as stored, compressed or not. */
  payload: Uint8Array;
  /** How the records are compressed: `none`, `gzip`, `snappy`, `lz4` or `zstd`. */
  compression: string;
  /** Whether the checksum matches the bytes. */
  isIntact: boolean;
  /** The records, or `null` when they are compressed. */
  records: StoredRecord[] | null;
}

/**
 * Decodes a segment: a file in which a broker stores a part of a partition's records.
 *
 * @param bytes The content of the `.log` file. An incomplete batch at its end is left out.
 * @returns The batches, in the order of their offsets; empty when there is no complete one.
 * @throws {Trouble} If a batch has a format other than 2, which Kafka has written since 0.11.
 *
 * Source: Kafka documentation, "Record Batch".
 *
 * @example An empty segment
 * ```ts
 * import { decodeSegment } from "chapters/10_operations/segments.ts";
 *
 * console.assert(decodeSegment(new Uint8Array()).length === 0);
 * ```
 */
export function decodeSegment(bytes: Uint8Array): RecordBatch[] {
  const batches: RecordBatch[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const fields = headerFields(bytes.subarray(at));
    const header = Object.fromEntries(
      fields.map(({ field, value }) => [field, Number(value)]),
    ) as Record<HeaderField, number>;
    if (header.magic !== 2) {
      throw new Trouble(
        `Cannot decode the batch at byte ${at}: expected format 2 but found ${header.magic}. Is it a ".log" file of Kafka?`,
      );
    }
    const end = at + BEFORE_LENGTH + header.batchLength;
    if (end > bytes.length) break;
    batches.push(decodeBatch(fields, header, bytes.subarray(at, end)));
    at = end;
  }
  return batches;
}

function decodeBatch(
  fields: BatchField[],
  header: Record<HeaderField, number>,
  bytes: Uint8Array,
): RecordBatch {
  const compression = COMPRESSION[header.attributes & 7] ?? "unknown";
  const payload = bytes.subarray(HEADER_BYTES);
  const base = {
    offset: BigInt(header.baseOffset),
    timestamp: BigInt(header.baseTimestamp),
    appendTime: header.attributes & LOG_APPEND_TIME
      ? BigInt(header.maxTimestamp)
      : null,
  };
  return {
    fields,
    payload,
    compression,
    isIntact: crc32c(bytes.subarray(AFTER_CRC)) === header.crc,
    records: compression === "none"
      ? readRecords(payload, header.recordsCount, base)
      : null,
  };
}

/**
 * Finds the segments of a partition on this machine's disk.
 *
 * @param cluster The cluster to query; only its first broker's log folder is searched.
 * @param topic The topic's full name.
 * @param partition The partition number, from 0; 0 when left out.
 * @returns Absolute paths of the `.log` files, oldest first; the last one is still written to.
 * Empty when the broker's disk is not this machine's: a broker elsewhere, or in Docker.
 * @throws {Trouble} If the broker does not report its log folder.
 *
 * Source: Kafka documentation, "Log"; Kafka, "Broker Configs" (`log.dirs`).
 *
 * @example The newest segment
 * ```ts ignore
 * (await segmentFiles(cluster, orders)).at(-1); // ".../orders-k3f9-1-0/00000000000000000012.log"
 * ```
 */
export async function segmentFiles(
  cluster: Cluster,
  topic: string,
  partition = 0,
): Promise<string[]> {
  const folder = `${await logFolder(cluster)}/${topic}-${partition}`;
  try {
    // Names are base offsets with leading zeros, so their order is that of the records.
    return [...Deno.readDirSync(folder)].map(({ name }) => name)
      .filter((name) => name.endsWith(".log")).sort()
      .map((name) => `${folder}/${name}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function logFolder(cluster: Cluster): Promise<string> {
  try {
    const configs = await brokerConfigs(cluster, ["log.dirs"]);
    return configs.get("log.dirs") ?? "";
  } catch (error) {
    throw kafkaTrouble("read the log folder of a broker", error);
  }
}
