const TEXT = new TextDecoder();

/**
 * Reads Kafka's primitive types one after the other.
 *
 * "Flexible" versions of a request or response write lengths as varints, one too high so that 0 can
 * stand for null, and may carry tagged fields behind each structure.
 *
 * Source: Kafka protocol guide, "Protocol primitive types"; KIP-482.
 */
export class Cursor {
  /** Where the next read starts, in bytes from the start. */
  at: number;
  #view: DataView;
  #bytes: Uint8Array;
  #flexible: boolean;

  constructor(bytes: Uint8Array, at: number, flexible: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.#flexible = flexible;
  }

  skip(bytes: number): void {
    this.at += bytes;
  }

  int16(): number {
    this.at += 2;
    return this.#view.getInt16(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.#view.getInt32(this.at - 4);
  }

  /** `null` is read as empty. */
  string(): string {
    const length = Math.max(
      this.#flexible ? this.#varint() - 1 : this.int16(),
      0,
    );
    this.at += length;
    return TEXT.decode(this.#bytes.subarray(this.at - length, this.at));
  }

  /** How many elements an array has; 0 for null. */
  arrayLength(): number {
    return Math.max(this.#flexible ? this.#varint() - 1 : this.int32(), 0);
  }

  /** Does nothing where the version has no tagged fields. */
  skipTaggedFields(): void {
    if (!this.#flexible) return;
    for (let left = this.#varint(); left > 0; left--) {
      this.#varint();
      this.skip(this.#varint());
    }
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0;; shift += 7) {
      const byte = this.#view.getUint8(this.at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
}
