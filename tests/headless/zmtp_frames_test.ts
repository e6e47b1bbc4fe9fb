import { assertEquals, assertRejects } from "@std/assert";
import { ByteReader } from "headless/byte_reader.ts";
import {
  decodeFrame,
  encodeMessage,
  GarbledFrame,
} from "headless/zmtp_frames.ts";

/** A connection that gives its bytes in small pieces, and then ends. */
function readerOf(bytes: Uint8Array): ByteReader {
  let offset = 0;
  return new ByteReader({
    read(into: Uint8Array): Promise<number | null> {
      const piece = bytes.subarray(offset, offset + 7);
      into.set(piece);
      offset += piece.length;
      return Promise.resolve(piece.length || null);
    },
  });
}

Deno.test("decodeFrame() reads the frames that encodeMessage() wrote, short and long", async () => {
  const parts = [0, 1, 255, 256, 70_000].map((length) =>
    new Uint8Array(length).fill(length % 251)
  );
  const reader = readerOf(encodeMessage(parts));
  for (const [index, data] of parts.entries()) {
    const frame = await decodeFrame((length) => reader.read(length));
    const more = index < parts.length - 1;
    assertEquals(frame, { data, more, command: false });
  }
  await assertRejects(() => reader.read(1), Deno.errors.ConnectionReset);
});

Deno.test("decodeFrame() refuses what is no frame", async () => {
  const reader = readerOf(new TextEncoder().encode("HTTP/1.1 400"));
  await assertRejects(
    () => decodeFrame((length) => reader.read(length)),
    GarbledFrame,
    "expected the flags of a ZMTP frame but found 0x48",
  );
});
