import { assertEquals, assertRejects } from "@std/assert";
import { readFrame } from "workbook/wire.ts";

Deno.test("readFrame() puts together what came in pieces, and returns null at the end", async () => {
  const [here, there] = await connectedPair();
  const frame = Uint8Array.fromHex("0000000500000007ff");
  await there.write(frame.subarray(0, 3));
  const reading = readFrame(here);
  await there.write(frame.subarray(3, 6));
  await there.write(frame.subarray(6));
  assertEquals(await reading, frame);
  there.close();
  assertEquals(await readFrame(here), null);
  here.close();
});

Deno.test("readFrame() refuses what is not Kafka's protocol, such as TLS", async () => {
  const [here, there] = await connectedPair();
  await there.write(Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00));
  await assertRejects(() => readFrame(here), RangeError, "expected its length");
  here.close();
  there.close();
});

async function connectedPair(): Promise<[Deno.Conn, Deno.Conn]> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { hostname, port } = listener.addr;
  return await Promise.all([
    listener.accept(),
    Deno.connect({ hostname, port }),
  ]);
}
