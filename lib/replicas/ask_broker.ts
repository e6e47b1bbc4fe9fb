import { Cursor } from "workbook/faults/cursor.ts";
import { readFrame, writeFrame } from "workbook/faults/frames.ts";

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
const TEXT = new TextEncoder();

/**
 * Sends one request to one broker, and to no other.
 *
 * KafkaJS sends such requests to whichever broker it likes, and waits for that one even if it stands still.
 *
 * @param address `host:port` of the broker.
 * @param request What to ask.
 * @param timeoutMs When to give up, in milliseconds.
 * @returns Its answer, to be read from the first field on; `null` when there is none in time.
 *
 * Source: Kafka protocol guide, "Common Request and Response Structure".
 *
 * @example Nobody there
 * ```ts
 * import { askBroker } from "workbook/replicas/ask_broker.ts";
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
  const bytes = TEXT.encode(text);
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
