import { assertEquals } from "@std/assert";
import { readRequestHeader } from "lab/faults/headers.ts";

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
  Deno.test(`readRequestHeader() sees whether Produce v${version} with acks ${acks} is answered (${hex.length} digits)`, () => {
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
