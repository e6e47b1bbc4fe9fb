import { assertEquals, assertNotEquals } from "@std/assert";
import { chooseFreePorts } from "broker/ports.ts";

Deno.test("chooseFreePorts() keeps a wished port that is free", () => {
  const [free = 0] = chooseFreePorts([0]);
  assertEquals(chooseFreePorts([free]), [free]);
});

Deno.test("chooseFreePorts() replaces a wished port that is taken", () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  assertNotEquals(chooseFreePorts([port]), [port]);
});

Deno.test("chooseFreePorts() never gives one port twice", () => {
  const ports = chooseFreePorts(Array(50).fill(0));
  assertEquals(new Set(ports).size, 50);
});

Deno.test("chooseFreePorts() takes a former port before the wished one, unless it is taken", () => {
  const [former, wished] = chooseFreePorts([0, 0]) as [number, number];
  assertEquals(chooseFreePorts([wished], [former]), [former]);
  using _taken = Deno.listen({ hostname: "127.0.0.1", port: former });
  assertEquals(chooseFreePorts([wished], [former]), [wished]);
});
