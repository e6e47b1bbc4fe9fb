/** How ZMTP 3.0 puts greetings, commands and messages into bytes, with the NULL mechanism. */

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** The length of a greeting. */
export const GREETING_BYTES = 64;

/** What one side of a connection is: a Jupyter client asks as `DEALER` and listens as `SUB`. */
export type SocketType = "DEALER" | "SUB";

/** What came in is no ZMTP: nothing behind it can be read either. */
export class GarbledFrame extends Error {
  override name = "GarbledFrame";
}

/** One part of a message, or a command. */
export interface Frame {
  data: Uint8Array;
  /** Another part of the same message follows. */
  more: boolean;
  command: boolean;
}

/**
 * Puts byte arrays behind one another.
 *
 * @param parts In their order.
 * @returns A new array.
 */
export function joinBytes(parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(
    parts.reduce((length, part) => length + part.length, 0),
  );
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * The first bytes on a connection: version 3.0, no encryption, the side that connects.
 *
 * @returns 64 bytes.
 *
 * Source: RFC 23/ZMTP.
 */
export function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes.set(new TextEncoder().encode("NULL"), 12);
  return bytes;
}

/**
 * The command that ends the handshake and says what this side is.
 *
 * @param type What this side is.
 * @returns The bytes of one command frame.
 */
export function readyCommand(type: SocketType): Uint8Array {
  return encodeFrame(
    joinBytes([
      shortText("READY"),
      ...property("Socket-Type", type),
      ...property("Identity", ""),
    ]),
    { command: true, more: false },
  );
}

/**
 * Encodes a message of one or more parts.
 *
 * @param parts In their order.
 * @returns The bytes to write.
 */
export function encodeMessage(parts: Uint8Array[]): Uint8Array {
  return joinBytes(
    parts.map((part, index) =>
      encodeFrame(part, { command: false, more: index < parts.length - 1 })
    ),
  );
}

function encodeFrame(
  data: Uint8Array,
  { command, more }: { command: boolean; more: boolean },
): Uint8Array {
  const flags = (more ? MORE : 0) | (command ? COMMAND : 0);
  if (data.length < 256) {
    return joinBytes([new Uint8Array([flags, data.length]), data]);
  }
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(data.length));
  return joinBytes([head, data]);
}

/**
 * Reads one frame.
 *
 * @param read Gives exactly as many bytes as asked for.
 * @returns The frame, with a copy of its bytes.
 * @throws {GarbledFrame} If the bytes are no ZMTP frame.
 */
export async function decodeFrame(
  read: (length: number) => Promise<Uint8Array>,
): Promise<Frame> {
  const flags = (await read(1))[0]!;
  if (flags & ~(MORE | LONG | COMMAND)) {
    throw new GarbledFrame(
      `expected the flags of a ZMTP frame but found 0x${flags.toString(16)}`,
    );
  }
  const length = flags & LONG
    ? Number(dataView(await read(8)).getBigUint64(0))
    : (await read(1))[0]!;
  return {
    data: (await read(length)).slice(),
    more: (flags & MORE) !== 0,
    command: (flags & COMMAND) !== 0,
  };
}

function dataView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function shortText(text: string): Uint8Array {
  return joinBytes([
    new Uint8Array([text.length]),
    new TextEncoder().encode(text),
  ]);
}

function property(name: string, value: string): Uint8Array[] {
  const length = new Uint8Array(4);
  dataView(length).setUint32(0, value.length);
  return [shortText(name), length, new TextEncoder().encode(value)];
}
