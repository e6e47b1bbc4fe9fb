import { readFrame, writeFrame } from "./wire/frames.ts";

export { readFrame, writeFrame };

/** Which request, in a flexible version of it. */
export interface Request {
  /** Kafka's number for it. */
  api: number;
  version: number;
  /** Its fields, as bytes. */
  body: number[];
}

const LENGTH_BYTES = 4;
const CORRELATION_BYTES = 4;
const ENCODER = new TextEncoder();

/**
 * Sends one request to one broker, and to no other.
 *
 * KafkaJS sends such requests to whichever broker it likes, and waits for that one even if it stands still.
 *
 * @param address `host:port` of the broker.
 * @param request What to ask.
 * @param timeoutMs The longest time to wait for an answer, in milliseconds.
 * @returns Its answer, to be read from the first field on; `null` when there is none in time.
 *
 * Source: Kafka protocol guide, "Common Request and Response Structure".
 *
 * @example Nobody there
 * ```ts
 * import { askBroker } from "workbook/wire.ts";
 *
 * const request = { api: 75, version: 0, body: [] };
 * console.assert(await askBroker("127.0.0.1:1", request, 500) === null);
 * ```
 */
export async function askBroker(
  address: string,
  request: Request,
  timeoutMs: number,
): Promise<Cursor | null> {
  const { hostname, port } = new URL(`kafka://${address}`);
  let connection: Deno.Conn;
  try {
    connection = await Deno.connect({ hostname, port: Number(port) });
  } catch {
    return null;
  }
  // Closing is the one way to end a read that gets no answer.
  const timer = setTimeout(() => connection.close(), timeoutMs);
  try {
    await writeFrame(connection, framed(request));
    const frame = await readFrame(connection);
    if (!frame) return null;
    const answer = new Cursor(frame, LENGTH_BYTES + CORRELATION_BYTES, true);
    answer.skipTaggedFields();
    return answer;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    try {
      connection.close();
    } catch { /* the timer was first */ }
  }
}

/** The bytes of a 32-bit number. */
export function int32(value: number): number[] {
  return [value >> 24, value >> 16, value >> 8, value].map((byte) =>
    byte & 0xff
  );
}

/** The bytes of a text in a flexible version. */
export function compactString(text: string): number[] {
  const bytes = ENCODER.encode(text);
  return [...varint(bytes.length + 1), ...bytes];
}

/** The bytes of an array in a flexible version, from those of its elements. */
export function compactArray(elements: number[][]): number[] {
  return [...varint(elements.length + 1), ...elements.flat()];
}

function framed({ api, version, body }: Request): Uint8Array {
  const correlationId = int32(0);
  const noClientId = [0xff, 0xff];
  const noTags = 0;
  const message = [
    ...int32(api << 16 | version),
    ...correlationId,
    ...noClientId,
    noTags,
    ...body,
  ];
  return Uint8Array.from([...int32(message.length), ...message]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [value & 0x7f | 0x80, ...varint(value >>> 7)];
}

const DECODER = new TextDecoder();

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
    return DECODER.decode(this.#bytes.subarray(this.at - length, this.at));
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
