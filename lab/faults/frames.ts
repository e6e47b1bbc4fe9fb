/**
 * Kafka's requests and responses as they go over a connection: four bytes of length, then as many
 * bytes.
 *
 * Source: Kafka protocol guide, "Protocol primitive types" and "Request header".
 */
import { API_KEYS, apiName } from "./apis.ts";
import { Cursor } from "workbook/wire.ts";

const LENGTH_BYTES = 4;
/** Brokers refuse larger requests (`socket.request.max.bytes`); a larger number is no length. */
const MAX_BYTES = 100 * 1_024 * 1_024;

/**
 * Reads the next request or response.
 *
 * @param connection Where to read.
 * @returns The frame with its length in front, or `null` at the end of the stream.
 * @throws {RangeError} If what comes can't be Kafka's protocol, such as the first bytes of TLS.
 */
export async function readFrame(
  connection: Deno.Conn,
): Promise<Uint8Array | null> {
  const head = await readExactly(connection, new Uint8Array(LENGTH_BYTES));
  if (!head) return null;
  const length = viewOf(head).getInt32(0);
  if (length < LENGTH_BYTES || length > MAX_BYTES) {
    throw new RangeError(
      `Cannot read a frame: expected its length but found ${length}`,
    );
  }
  const frame = new Uint8Array(LENGTH_BYTES + length);
  frame.set(head);
  const body = await readExactly(connection, frame.subarray(LENGTH_BYTES));
  return body && frame;
}

async function readExactly(
  connection: Deno.Conn,
  into: Uint8Array,
): Promise<Uint8Array | null> {
  for (let filled = 0; filled < into.length;) {
    const read = await connection.read(into.subarray(filled));
    if (read === null) return null;
    filled += read;
  }
  return into;
}

/** Writes all of a frame; a single write may take less. */
export async function writeFrame(
  connection: Deno.Conn,
  frame: Uint8Array,
): Promise<void> {
  for (let written = 0; written < frame.length;) {
    written += await connection.write(frame.subarray(written));
  }
}

/** What stands at the front of a request. */
export interface RequestHeader {
  /** Kafka's name of the request. */
  api: string;
  /** The version of its form. */
  version: number;
  /** The number by which the client knows the response. */
  correlationId: number;
  /** `false` for a Produce request with `acks` 0: the broker will not answer it. */
  isAnswered: boolean;
}

/**
 * Reads the front of a request.
 *
 * @param frame The request.
 * @returns Its header.
 */
export function readRequestHeader(frame: Uint8Array): RequestHeader {
  const view = viewOf(frame);
  const key = view.getInt16(4);
  const version = view.getInt16(6);
  return {
    api: apiName(key),
    version,
    correlationId: view.getInt32(8),
    isAnswered: key !== API_KEYS.Produce || readAcks(frame, version) !== 0,
  };
}

/**
 * Reads which request a response answers.
 *
 * @param frame The response.
 * @returns The request's correlation id.
 */
export function readCorrelationId(frame: Uint8Array): number {
  return viewOf(frame).getInt32(4);
}

const FIRST_FLEXIBLE_PRODUCE = 9;

function readAcks(frame: Uint8Array, version: number): number {
  const clientId = new Cursor(frame, 12, false);
  clientId.string(); // even a flexible header writes it the old way
  const body = new Cursor(
    frame,
    clientId.at,
    version >= FIRST_FLEXIBLE_PRODUCE,
  );
  body.skipTaggedFields();
  body.string(); // the transactional id
  return body.int16();
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
