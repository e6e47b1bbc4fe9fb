const LENGTH_BYTES = 4;
/** Brokers refuse larger requests (`socket.request.max.bytes`), so a larger number can't be a length. */
const MAX_BYTES = 100 * 1_024 * 1_024;

/**
 * Reads the next frame of Kafka's protocol: four bytes of length, then a request or response of that length.
 *
 * @param connection The connection to read from.
 * @returns The frame, its length included; `null` when the connection ends before the frame does.
 * @throws {RangeError} If the bytes can't be Kafka's protocol, such as the first ones of TLS.
 *
 * Source: Kafka protocol guide, "Protocol primitive types".
 *
 * @example Everything that a client sends
 * ```ts ignore
 * for (let frame; (frame = await readFrame(client)) !== null;) await writeFrame(broker, frame);
 * ```
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

/**
 * Writes a whole frame of Kafka's protocol to a connection; a single write may take only a part of it.
 *
 * @param connection The connection to write to.
 * @param frame The frame, its length included.
 *
 * @example A frame that a client sent, passed on unchanged
 * ```ts ignore
 * await writeFrame(broker, frame);
 * ```
 */
export async function writeFrame(
  connection: Deno.Conn,
  frame: Uint8Array,
): Promise<void> {
  for (let written = 0; written < frame.length;) {
    written += await connection.write(frame.subarray(written));
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
