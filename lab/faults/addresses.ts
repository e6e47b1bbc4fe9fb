/**
 * Keeps a client on the proxy: brokers answer with each other's addresses, and these are replaced
 * by the proxy's. So any client can be used, with no setting but where to start.
 *
 * Source: Kafka protocol guide, `Metadata`, `FindCoordinator`, `DescribeCluster` and `ApiVersions`.
 */
import { Cursor } from "workbook/wire.ts";
import { capVersions } from "./versions.ts";

/** Gives the proxy's address that replaces a broker's. */
export type Readdress = (
  host: string,
  port: number,
) => { hostname: string; port: number };

/** The form of a response that holds addresses. */
interface Form {
  /** The first version that is flexible. */
  flexibleFrom: number;
  /** Goes through the response and stops at each host, which a port follows. */
  stops(cursor: Cursor, version: number): Generator<void>;
}

const FORMS: Record<string, Form> = {
  ShareFetch: {
    flexibleFrom: 0,
    stops: (cursor) =>
      stopsAtLeaders(cursor, true, () => {
        cursor.skip(2); // error code of the acknowledgement
        cursor.string(); // its error message
        skipLeader(cursor);
        cursor.skip(cursor.arrayLength()); // the records' bytes
        for (let left = cursor.arrayLength(); left > 0; left--) {
          cursor.skip(8 + 8 + 2); // first and last offset, delivery count
          cursor.skipTaggedFields();
        }
      }),
  },
  ShareAcknowledge: {
    flexibleFrom: 0,
    stops: (cursor, version) =>
      stopsAtLeaders(cursor, version >= 2, () => skipLeader(cursor)),
  },
  Metadata: {
    flexibleFrom: 9,
    *stops(cursor, version): Generator<void> {
      if (version >= 3) cursor.skip(4); // throttle time
      for (let left = cursor.arrayLength(); left > 0; left--) {
        cursor.skip(4); // broker id
        yield;
        if (version >= 1) cursor.string(); // rack
        cursor.skipTaggedFields();
      }
    },
  },
  FindCoordinator: {
    flexibleFrom: 3,
    *stops(cursor, version): Generator<void> {
      if (version >= 1) cursor.skip(4); // throttle time
      if (version < 4) {
        cursor.skip(2); // error code
        if (version >= 1) cursor.string(); // error message
        cursor.skip(4); // broker id
        return yield;
      }
      for (let left = cursor.arrayLength(); left > 0; left--) {
        cursor.string(); // key
        cursor.skip(4); // broker id
        yield;
        cursor.skip(2); // error code
        cursor.string(); // error message
        cursor.skipTaggedFields();
      }
    },
  },
  DescribeCluster: {
    flexibleFrom: 0,
    *stops(cursor, version): Generator<void> {
      cursor.skip(4 + 2); // throttle time, error code
      cursor.string(); // error message
      if (version >= 1) cursor.skip(1); // endpoint type
      cursor.string(); // cluster id
      cursor.skip(4); // controller id
      for (let left = cursor.arrayLength(); left > 0; left--) {
        cursor.skip(4); // broker id
        yield;
        cursor.string(); // rack
        if (version >= 2) cursor.skip(1); // is fenced
        cursor.skipTaggedFields();
      }
    },
  },
};

/** Where a share group's consumer has asked a broker that leads the partition no longer, the leaders' addresses come last. */
function* stopsAtLeaders(
  cursor: Cursor,
  hasLockTimeout: boolean,
  skipRecords: () => void,
): Generator<void> {
  cursor.skip(4 + 2); // throttle time, error code
  cursor.string(); // error message
  if (hasLockTimeout) cursor.skip(4);
  for (let topics = cursor.arrayLength(); topics > 0; topics--) {
    cursor.skip(16); // topic id
    for (let left = cursor.arrayLength(); left > 0; left--) {
      cursor.skip(4 + 2); // partition, error code
      cursor.string(); // error message
      skipRecords();
      cursor.skipTaggedFields();
    }
    cursor.skipTaggedFields();
  }
  for (let left = cursor.arrayLength(); left > 0; left--) {
    cursor.skip(4); // broker id
    yield;
    cursor.string(); // rack
    cursor.skipTaggedFields();
  }
}

function skipLeader(cursor: Cursor): void {
  cursor.skip(4 + 4); // leader id, leader epoch
  cursor.skipTaggedFields();
}

const BODY = 8; // behind the length and the correlation id

/**
 * Replaces the brokers' addresses in a response, and the versions that the proxy can't read.
 *
 * @param api Kafka's name of the request that it answers.
 * @param version The version of that request.
 * @param frame The response, with its length in front.
 * @param readdress A function that gives the proxy's address for a broker's.
 * @returns The response to pass on; the same one when it holds no addresses.
 */
export function keepOnProxy(
  api: string,
  version: number,
  frame: Uint8Array,
  readdress: Readdress,
): Uint8Array {
  if (api === "ApiVersions") return capVersions(frame, version);
  const form = FORMS[api];
  if (!form) return frame;

  const flexible = version >= form.flexibleFrom;
  const cursor = new Cursor(frame, BODY, flexible);
  cursor.skipTaggedFields(); // of the header
  const parts: Uint8Array[] = [];
  let copied = 0;
  for (const _ of form.stops(cursor, version)) {
    const start = cursor.at;
    const host = cursor.string();
    const port = cursor.int32();
    if (port < 0) continue; // no coordinator yet
    parts.push(frame.subarray(copied, start));
    parts.push(writeAddress(readdress(host, port), flexible));
    copied = cursor.at;
  }
  parts.push(frame.subarray(copied));
  return joinFrame(parts);
}

function writeAddress(
  { hostname, port }: ReturnType<Readdress>,
  flexible: boolean,
): Uint8Array {
  const host = new TextEncoder().encode(hostname);
  const lengthBytes = flexible ? 1 : 2;
  const bytes = new Uint8Array(lengthBytes + host.length + 4);
  const view = new DataView(bytes.buffer);
  if (flexible) view.setUint8(0, host.length + 1);
  else view.setInt16(0, host.length);
  bytes.set(host, lengthBytes);
  view.setInt32(lengthBytes + host.length, port);
  return bytes;
}

function joinFrame(parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const frame = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  new DataView(frame.buffer).setInt32(0, length - 4);
  return frame;
}
