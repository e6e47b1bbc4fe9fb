import { assertEquals, assertRejects } from "@std/assert";
import { ReorderedSends } from "lab/reordered_sends.ts";

Deno.test("of sends that are under way at once, the latest is delivered first", async () => {
  const sends = new ReorderedSends();
  const delivered: string[] = [];
  const send = (event: string): Promise<number> =>
    sends.send(() => Promise.resolve(delivered.push(event)));
  const answers = [send("created"), send("paid"), send("shipped")];
  assertEquals(sends.underWay, 3);
  assertEquals(await Promise.all(answers), [3, 2, 1]);
  assertEquals(delivered, ["shipped", "paid", "created"]);
  assertEquals(sends.underWay, 0);
});

Deno.test("sends that wait for each other keep their order", async () => {
  const sends = new ReorderedSends();
  const delivered: string[] = [];
  for (const event of ["created", "paid", "shipped"]) {
    await sends.send(() => Promise.resolve(delivered.push(event)));
  }
  assertEquals(delivered, ["created", "paid", "shipped"]);
});

Deno.test("a send that fails rejects alone, and is no longer under way", async () => {
  const sends = new ReorderedSends();
  const failing = sends.send(() => Promise.reject(new Error("no answer")));
  const other = sends.send(() => Promise.resolve("stored"));
  await assertRejects(() => failing, Error, "no answer");
  assertEquals(await other, "stored");
  assertEquals(sends.underWay, 0);
});
