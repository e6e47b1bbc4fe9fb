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
