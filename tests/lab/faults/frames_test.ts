import { assertEquals, assertRejects } from "@std/assert";
import { readFrame, readRequestHeader } from "lab/faults/frames.ts";

const LONG_ID = "x".repeat(130);

// Produce requests as Kafka 4.3.1's own Java classes write them, without a topic.
const PRODUCE: [version: number, acks: number, hex: string][] = [
  [3, 0, "00000019000000030000000700036c6962ffff00000000753000000000"],
  [3, -1, "00000019000000030000000700036c6962ffffffff0000753000000000"],
  [7, 0, "00000019000000070000000700036c6962ffff00000000753000000000"],
  [
    7,
    1,
    "00000020000000070000000700036c6962000762696c6c696e6700010000753000000000",
  ],
  [9, 0, "00000017000000090000000700036c696200000000000075300100"],
  [9, -1, "00000017000000090000000700036c69620000ffff000075300100"],
  [
    9,
    0,
    "0000001e000000090000000700036c6962000862696c6c696e670000000075300100",
  ],
  [
    9,
    0,
    `000000970000000900000007ffff008301${
      new TextEncoder().encode(LONG_ID).toHex()
    }0000000075300100`,
  ],
  [13, -1, "000000170000000d0000000700036c69620000ffff000075300100"],
];

for (const [version, acks, hex] of PRODUCE) {
  Deno.test(`readRequestHeader() tells whether Produce v${version} with acks ${acks} is answered (${hex.length} digits)`, () => {
    assertEquals(readRequestHeader(Uint8Array.fromHex(hex)), {
      api: "Produce",
      version,
      correlationId: 7,
      isAnswered: acks !== 0,
    });
  });
}

Deno.test("readRequestHeader() names a request that came after Kafka 4.3 by its number", () => {
  const frame = Uint8Array.fromHex("000000080063000000000001");
  assertEquals(readRequestHeader(frame).api, "api 99");
});

Deno.test("readFrame() puts together what came in pieces, and tells the end", async () => {
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
