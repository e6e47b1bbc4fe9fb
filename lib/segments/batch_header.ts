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
