import { assertEquals } from "@std/assert";
import { keepOnProxy } from "lab/faults/addresses.ts";
import answers from "./answers.json" with { type: "json" };

// `answers.json` was written by Kafka 4.3.1's own Java classes: each answer with the addresses (or
// versions) of the brokers, and the same answer with those of the proxy.
for (const [nth, answer] of answers.entries()) {
  const { api, version, fromBroker, toClient } = answer;
  Deno.test(`keepOnProxy() puts the proxy's addresses and limits into ${api} v${version} (${nth})`, () => {
    const asked: string[] = [];
    const passedOn = keepOnProxy(
      api,
      version,
      Uint8Array.fromHex(fromBroker),
      (host, port) => {
        asked.push(`${host}:${port}`);
        return { hostname: "127.0.0.1", port: 50_000 + asked.length };
      },
    );
    assertEquals(passedOn.toHex(), toClient);
    if (api === "ApiVersions") assertEquals(asked, []);
    else assertEquals(asked[0], "kafka-1.example:9092");
  });
}

Deno.test("keepOnProxy() passes on a response without addresses as it is", () => {
  const frame = Uint8Array.of(0, 0, 0, 6, 0, 0, 0, 7, 0, 0);
  const refuse = (): never => {
    throw new Error("asked for an address");
  };
  assertEquals(keepOnProxy("Heartbeat", 3, frame, refuse), frame);
});

Deno.test("keepOnProxy() hands on the answer to a version of ApiVersions that the broker does not know", () => {
  // Error 35 in the form of version 0, though version 4 was asked for (KIP-511).
  const frame = Uint8Array.fromHex(
    "000000100000000700230000000100120000000400",
  );
  const refuse = (): never => {
    throw new Error("asked for an address");
  };
  assertEquals(keepOnProxy("ApiVersions", 4, frame, refuse), frame);
});
