/** Reads a field at a byte of a batch. */
interface Type {
  bytes: number;
  read: (view: DataView, at: number) => bigint | number;
}

const int8: Type = { bytes: 1, read: (view, at) => view.getInt8(at) };
const int16: Type = { bytes: 2, read: (view, at) => view.getInt16(at) };
const int32: Type = { bytes: 4, read: (view, at) => view.getInt32(at) };
const uint32: Type = { bytes: 4, read: (view, at) => view.getUint32(at) };
const int64: Type = { bytes: 8, read: (view, at) => view.getBigInt64(at) };

// In the order in which they stand on disk; numbers are big-endian.
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

/** Name of a field that stands before the records of a batch. */
export type HeaderField = keyof typeof LAYOUT;

/** One field of a batch, as bytes and as what they mean. */
export interface BatchField {
  /** Where it begins, in bytes from the beginning of the batch. */
  at: number;
  /** Its bytes in hexadecimal, a space between two. */
  bytes: string;
  field: HeaderField;
  value: bigint | number;
}

/** How many bytes stand before the records of a batch. */
export const HEADER_BYTES: number = Object.values(LAYOUT)
  .reduce((sum, { bytes }) => sum + bytes, 0);

/** How many bytes of a batch `batchLength` does not count: itself and what stands before it. */
export const BEFORE_LENGTH: number = int64.bytes + int32.bytes;

/** Where the part begins that the checksum covers. */
export const BEHIND_CRC = 21;

/**
 * Takes the header of a record batch apart.
 *
 * @param batch Bytes that begin with a batch of format 2.
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
    const own = [...batch.subarray(begin, at)];
    return {
      at: begin,
      bytes: own.map((byte) => byte.toString(16).padStart(2, "0")).join(" "),
      field,
      value: read(view, begin),
    };
  });
}

/** A record as it stands in a segment. */
export interface StoredRecord {
  offset: bigint;
  timestamp: Date;
  /** As UTF-8 text; `null` for a record without a key. */
  key: string | null;
  /** As UTF-8 text; `null` for a tombstone. */
  value: string | null;
  /** Header texts by name; empty when there are none. */
  headers: Record<string, string>;
}

/** What the offsets and timestamps of a batch's records count from. */
export interface Base {
  offset: bigint;
  /** In milliseconds since 1970. */
  timestamp: bigint;
}

/**
 * Reads the records of a batch that is not compressed.
 *
 * @param bytes Of the batch, from its first record to its end.
 * @param count How many records there are.
 * @param base What their offsets and timestamps count from.
 * @returns In their order.
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
    reader.skip(1); // attributes, not in use
    const timestamp = base.timestamp + reader.varint();
    const offset = base.offset + reader.varint();
    const [key, value] = [reader.text(), reader.text()];
    const headers: Record<string, string> = {};
    for (let left = reader.varint(); left > 0n; left--) {
      const name = reader.text() ?? "";
      headers[name] = reader.text() ?? "";
    }
    return {
      offset,
      timestamp: new Date(Number(timestamp)),
      key,
      value,
      headers,
    };
  });
}

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** Seven bits a byte, lowest first; the sign is the lowest bit of all, so that small numbers stay short. */
  varint(): bigint {
    let zigzag = 0n;
    for (let shift = 0n;; shift += 7n) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) {
        throw new RangeError("Cannot read a record: the bytes end within it");
      }
      zigzag |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return (zigzag >> 1n) ^ -(zigzag & 1n);
  }

  text(): string | null {
    const length = Number(this.varint());
    if (length < 0) return null;
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw new RangeError("Cannot read a record: the bytes end within it");
    }
    const own = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return new TextDecoder().decode(own);
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
 * Computes the checksum that Kafka keeps in each record batch (CRC-32C, Castagnoli).
 *
 * @param bytes What it covers: of a batch, everything behind the checksum.
 * @returns An unsigned number of 32 bits.
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
