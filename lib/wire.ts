import { readFrame, writeFrame } from "./wire/frames.ts";
import { Cursor, int32 } from "./wire/primitives.ts";

export * from "./wire/frames.ts";
export * from "./wire/primitives.ts";

/** A request of Kafka's protocol, in a flexible version. */
export interface Request {
  /** API key: Kafka's number of the kind of request. */
  api: number;
  /** API version; a flexible one. */
  version: number;
  /** The encoded fields of the request. */
  body: number[];
}

const LENGTH_BYTES = 4;
const CORRELATION_BYTES = 4;

/**
 * Sends one request to one broker, and to no other.
 *
 * KafkaJS's admin client picks the broker itself, and waits for it even if it is frozen.
 *
 * @param address `host:port` of the broker, for a connection without TLS or login.
 * @param request The request to send.
 * @param timeoutMs The longest time to wait for the answer, in milliseconds.
 * @returns A cursor at the first field of the answer; `null` when none comes in time.
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
  // Only closing the connection ends a read that gets no answer.
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
