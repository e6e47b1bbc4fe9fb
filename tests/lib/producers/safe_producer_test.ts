import { assertEquals, assertRejects } from "@std/assert";
import { Turns } from "workbook/producers/safe_producer.ts";

Deno.test("Turns.take() runs one at a time, in the order of asking", async () => {
  const turns = new Turns();
  const events: string[] = [];
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const all = gates.map(({ promise }, n) =>
    turns.take(async () => {
      events.push(`begin ${n}`);
      await promise;
      events.push(`end ${n}`);
    })
  );
  for (const { resolve } of gates.toReversed()) resolve();
  await Promise.all(all);
  assertEquals(events, [
    "begin 0",
    "end 0",
    "begin 1",
    "end 1",
    "begin 2",
    "end 2",
  ]);
});

Deno.test("Turns.take() goes on after a failure, which only its caller sees", async () => {
  const turns = new Turns();
  const failing = turns.take(() => Promise.reject(new Error("no")));
  const next = turns.take(() => Promise.resolve("yes"));
  await assertRejects(() => failing, Error, "no");
  assertEquals(await next, "yes");
  await turns.done();
});
