import { assertEquals } from "@std/assert";
import { DISPLAY } from "pictures/display.ts";
import {
  deskTable,
  openDesks,
} from "chapters/12_without_kafka/packing_desks.ts";

Deno.test("openDesks() lets the second desk overtake the first over its first order", async () => {
  const { orders, desks, packed, until, verdict } = openDesks();
  const waiting = orders.map(({ id }) => id);
  await Promise.all(desks.map(async (pack) => {
    while (waiting.length > 0) await pack(waiting.shift()!);
  }));
  await until(12);
  assertEquals(packed()[0] + packed()[1], 12);
  const { reorderedInKey, duplicated, lost } = verdict().findings;
  assertEquals(reorderedInKey.map(({ id, key }) => `${id} ${key}`), [
    "1001 Ada",
  ]);
  assertEquals([duplicated.length, lost.length], [0, 0]);
});

Deno.test("deskTable() counts the parcels of each desk", async () => {
  const shared = openDesks();
  for (const { id } of shared.orders) await shared.desks[1](id);
  await shared.desks[0]("1001");
  const lines = deskTable({ list: shared })[DISPLAY]()["text/plain"]!
    .split("\n").map((line) => line.trim().split(/ {2,}/));
  assertEquals(lines, [
    ["Two desks, twelve orders"],
    ["way", "desk 1", "desk 2", "twice", "late"],
    ["list", "1", "12", "1", "0"],
  ]);
});
