import { assertEquals, assertRejects } from "@std/assert";
import { HeldSends } from "lab/held_sends.ts";

Deno.test("a send that begins before the answer to the one before it is seen, after a pause too", async () => {
  const sends = new HeldSends();
  const delivered: string[] = [];
  const send = (event: string): Promise<number> =>
    sends.send(["1001"], () => Promise.resolve(delivered.push(event)));
  const created = send("created");
  await new Promise((resolve) => setTimeout(resolve, 20)); // the sender's own pause
  await Promise.all([created, send("paid")]);
  assertEquals(sends.overlap, "1001");
});

Deno.test("sends that wait for the answer, or have no lane in common, do not overlap", async () => {
  const sends = new HeldSends();
  const delivered: string[] = [];
  await Promise.all(["1001", "1002"].map(async (order) => {
    for (const event of ["created", "paid"]) {
      const record = `${order} ${event}`;
      await sends.send([order], () => Promise.resolve(delivered.push(record)));
    }
  }));
  assertEquals(sends.overlap, null);
  assertEquals(delivered.length, 4);
});

Deno.test("a held send that fails rejects, and leaves its lane", async () => {
  const sends = new HeldSends();
  const failing = (): Promise<never> => Promise.reject(new Error("no answer"));
  await assertRejects(() => sends.send(["1001"], failing), Error, "no answer");
  assertEquals(
    await sends.send(["1001"], () => Promise.resolve("stored")),
    "stored",
  );
  assertEquals(sends.overlap, null);
});
