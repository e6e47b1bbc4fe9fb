/** A type of field: its size, and how to read it at a byte of a batch. */
interface FieldType {
  bytes: number;
  read: (view: DataView, at: number) => bigint | number;
}

const int8: FieldType = { bytes: 1, read: (view, at) => view.getInt8(at) };
const int16: FieldType = { bytes: 2, read: (view, at) => view.getInt16(at) };
const int32: FieldType = { bytes: 4, read: (view, at) => view.getInt32(at) };
const uint32: FieldType = { bytes: 4, read: (view, at) => view.getUint32(at) };
const int64: FieldType = { bytes: 8, read: (view, at) => view.getBigInt64(at) };

// In their order on disk; numbers are big-endian.
const LAYOUT = {
  baseOffset: int64,
  batchLength: int32,
  partitionLeaderEpoch: int32,
  magic: int8,
  crc: uint32,
  attributes: int16,
  lastOffsetDelta: int32,
  baseTimestamp: int64,
  maxTimestamp: int64,
  producerId: int64,
  producerEpoch: int16,
  baseSequence: int32,
  recordsCount: int32,
} as const;

/** Kafka's name of a field in the header of a batch. */
export type HeaderField = keyof typeof LAYOUT;

/** A field in the header of a batch, with its bytes and its value. */
export interface BatchField {
  /** Its position, in bytes from the beginning of the batch. */
  at: number;
  /** Its bytes in hexadecimal, separated by spaces. */
  bytes: string;
  /** Kafka's name of the field, such as `baseOffset`. */
  field: string;
  /** The number that the bytes hold; `bigint` for a field of 64 bits. */
  value: bigint | number;
}

/** The size of a batch's header, in bytes. */
export const HEADER_BYTES: number = Object.values(LAYOUT)
  .reduce((sum, { bytes }) => sum + bytes, 0);

/** The bytes of a batch that `batchLength` does not count: itself and the field before it. */
export const BEFORE_LENGTH: number = int64.bytes + int32.bytes;

/** The position of the first byte that the checksum covers. */
export const AFTER_CRC = 21;

/**
 * Decodes the header of a record batch.
 *
 * @param batch The bytes of a batch of format 2; more may follow.
 * @returns All fields, in their order on disk.
 *
 * Source: Kafka documentation, "Record Batch".
 */
export function headerFields(batch: Uint8Array): BatchField[] {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  let at = 0;
  return (Object.keys(LAYOUT) as HeaderField[]).map((field) => {
    const { bytes, read } = LAYOUT[field];
    const begin = at;
    at += bytes;
    return {
      at: begin,
      bytes: batch.subarray(begin, at).toHex().replaceAll(/..(?=.)/g, "$& "),
      field,
      value: read(view, begin),
    };
  });
}

/** A record as stored in a segment. */
export interface StoredRecord {
  /** Position in its partition, from 0. */
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

/** The offset and timestamp that those of a batch's records are relative to. */
export interface Base {
  /** The batch's base offset. */
  offset: bigint;
  /** The batch's base timestamp, in milliseconds since 1970. */
  timestamp: bigint;
  /** The time at which the broker appended the batch, the time of all its records; `null` when each has its own. */
  appendTime: bigint | null;
}

/**
 * Decodes the records of an uncompressed batch.
 *
 * @param bytes The bytes of the batch after its header.
 * @param count The number of records.
 * @param base The offset and timestamp that those of the records are relative to.
 * @returns The records, in their order on disk.
 * @throws {RangeError} If the bytes end within a record.
 *
 * Source: Kafka documentation, "Record" and "Record Header".
 */
export function readRecords(
  bytes: Uint8Array,
  count: number,
  base: Base,
): StoredRecord[] {
  const reader = new Reader(bytes);
  return Array.from({ length: count }, () => {
    reader.varint(); // its length
    reader.skip(1); // attributes, unused
    const created = base.timestamp + reader.varint();
    const offset = base.offset + reader.varint();
    const [key, value] = [reader.text(), reader.text()];
    const headers: Record<string, string> = {};
    for (let left = reader.varint(); left > 0n; left--) {
      const name = reader.text() ?? "";
      headers[name] = reader.text() ?? "";
    }
    const timestamp = new Date(Number(base.appendTime ?? created));
    return { offset, timestamp, key, value, headers };
  });
}

const INCOMPLETE = "Cannot read a record: the bytes end within it";

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Seven bits per byte, lowest first; the lowest bit of all is the sign, so that small numbers stay short. */
  varint(): bigint {
    let zigzag = 0n;
    for (let shift = 0n;; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError(INCOMPLETE);
      zigzag |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return (zigzag >> 1n) ^ -(zigzag & 1n);
  }

  text(): string | null {
    const length = Number(this.varint());
    if (length < 0) return null;
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError(INCOMPLETE);
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#at, end));
    this.#at = end;
    return text;
  }
}

const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) {
    rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  }
  return rest;
});

/**
 * Computes the checksum that Kafka stores in each record batch (CRC-32C, Castagnoli).
 *
 * @param bytes The bytes to cover: of a batch, everything after the checksum.
 * @returns The checksum, an unsigned 32-bit number.
 *
 * Source: Kafka documentation, "Record Batch"; RFC 3720, appendix B.4.
 */
export function crc32c(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest = TABLE[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
