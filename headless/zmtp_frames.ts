/** Encodes and decodes the greetings, commands and messages of ZMTP 3.0 with the NULL mechanism. */

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/** Length of a greeting, in bytes. */
export const GREETING_BYTES = 64;

/** The type of a socket: a Jupyter client sends requests as `DEALER` and receives outputs as `SUB`. */
export type SocketType = "DEALER" | "SUB";

/** The bytes of a connection are not ZMTP, so nothing after them can be read either. */
export class GarbledFrame extends Error {
  /** Always `GarbledFrame`. */
  override name = "GarbledFrame";
}

/** One part of a message, or a command. */
export interface ZmtpFrame {
  /** Its bytes. */
  data: Uint8Array;
  /** Whether another part of the same message follows. */
  more: boolean;
  /** Whether it is a command. */
  command: boolean;
}

/**
 * Joins byte arrays.
 *
 * @param parts The arrays in order.
 * @returns A new array with all their bytes.
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
 * Encodes the first bytes on a connection: version 3.0, no encryption, the side that connects.
 *
 * @returns The 64 bytes of the greeting.
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
 * Encodes the command that ends the handshake and names this side's type.
 *
 * @param type The socket type of this side.
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
 * @param parts The frames of the message in order.
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
 * Reads and decodes one frame.
 *
 * @param read Function that reads exactly the given number of bytes.
 * @returns The frame, with a copy of its bytes.
 * @throws {GarbledFrame} If the bytes are not a ZMTP frame.
 */
export async function decodeFrame(
  read: (length: number) => Promise<Uint8Array>,
): Promise<ZmtpFrame> {
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
