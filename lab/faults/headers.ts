/**
 * The first fields of Kafka's requests and responses.
 *
 * Source: Kafka protocol guide, "Request header".
 */
import { Cursor } from "workbook/wire.ts";
import { API_KEYS, apiName } from "./apis.ts";

/** The first fields of a request. */
export interface RequestHeader {
  /** Kafka's name of the request. */
  api: string;
  /** The version of its form. */
  version: number;
  /** The number that the response carries too. */
  correlationId: number;
  /** `false` for a Produce request with `acks` 0: the broker will not answer it. */
  isAnswered: boolean;
}

/**
 * Reads the header of a request.
 *
 * @param frame The request with its length in front.
 * @returns The request's name, version and correlation id, and whether the broker will answer it.
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
 * @param frame The response with its length in front.
 * @returns The correlation id of the request.
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
