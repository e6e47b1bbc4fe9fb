const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/**
 * Encodes a 32-bit number for Kafka's protocol.
 *
 * @param value The number, signed or not.
 * @returns Its four bytes, the highest first.
 */
export function int32(value: number): number[] {
  return [value >> 24, value >> 16, value >> 8, value].map((byte) =>
    byte & 0xff
  );
}

/**
 * Encodes a text for a flexible version of a request.
 *
 * @param text The text.
 * @returns The length plus 1 as a varint, then the text as UTF-8.
 */
export function compactString(text: string): number[] {
  const bytes = ENCODER.encode(text);
  return [...varint(bytes.length + 1), ...bytes];
}

/**
 * Encodes an array for a flexible version of a request.
 *
 * @param elements The encoded elements.
 * @returns The number of elements plus 1 as a varint, then the elements.
 */
export function compactArray(elements: number[][]): number[] {
  return [...varint(elements.length + 1), ...elements.flat()];
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [value & 0x7f | 0x80, ...varint(value >>> 7)];
}

/**
 * A position in a request or response, from which Kafka's primitive types are read one after the other.
 *
 * "Flexible" versions of a request or response write each length plus 1 as a varint, so that 0 can
 * stand for null, and may carry tagged fields after each structure.
 *
 * Source: Kafka protocol guide, "Protocol primitive types"; KIP-482.
 *
 * @example A topic's name
 * ```ts
 * import { compactString, Cursor } from "workbook/wire.ts";
 *
 * const bytes = Uint8Array.from(compactString("orders"));
 * console.assert(new Cursor(bytes, 0, true).string() === "orders");
 * ```
 */
export class Cursor {
  /** The position of the next read, in bytes from the first one. */
  at: number;
  #view: DataView;
  #bytes: Uint8Array;
  #flexible: boolean;

  /**
   * Makes a cursor.
   *
   * @param bytes The frame to read from.
   * @param at The position of the first read, in bytes.
   * @param flexible Whether the frame is of a flexible version.
   */
  constructor(bytes: Uint8Array, at: number, flexible: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.#flexible = flexible;
  }

  /** Moves on by a number of bytes without reading them. */
  skip(bytes: number): void {
    this.at += bytes;
  }

  /** Reads a signed 16-bit number. */
  int16(): number {
    this.at += 2;
    return this.#view.getInt16(this.at - 2);
  }

  /** Reads a signed 32-bit number. */
  int32(): number {
    this.at += 4;
    return this.#view.getInt32(this.at - 4);
  }

  /** Reads a text; null is read as an empty one. */
  string(): string {
    const length = Math.max(
      this.#flexible ? this.varint() - 1 : this.int16(),
      0,
    );
    this.at += length;
    return DECODER.decode(this.#bytes.subarray(this.at - length, this.at));
  }

  /** Reads the number of elements of an array; 0 for null. The elements come next. */
  arrayLength(): number {
    return Math.max(this.#flexible ? this.varint() - 1 : this.int32(), 0);
  }

  /** Skips the tagged fields at the end of a structure; does nothing in a version without them. */
  skipTaggedFields(): void {
    if (!this.#flexible) return;
    for (let left = this.varint(); left > 0; left--) {
      this.varint();
      this.skip(this.varint());
    }
  }

  /** Reads an unsigned number of variable length, seven bits a byte. */
  varint(): number {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = this.#view.getUint8(this.at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
