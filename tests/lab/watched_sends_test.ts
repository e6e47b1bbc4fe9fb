import { assert, assertEquals, assertRejects } from "@std/assert";
import { WatchedSends } from "lab/watched_sends.ts";

const NAMES = ["Ada", "Bo", "Cleo"];

function record(value: string, offset: bigint): {
  topic: string;
  partition: number;
  offset: bigint;
  timestamp: Date;
  key: null;
  value: string;
  headers: Record<string, string>;
} {
  const timestamp = new Date(0);
  const topic = "orders";
  return {
    topic,
    partition: 0,
    offset,
    timestamp,
    key: null,
    value,
    headers: {},
  };
}

Deno.test("send() settles as the send that it passes on", async () => {
  const sends = new WatchedSends(([value]) =>
    value === "Bo" ? Promise.reject(new Error("no answer")) : Promise.resolve(7)
  );
  assertEquals(await sends.send("Ada"), 7);
  await assertRejects(() => sends.send("Bo"), Error, "no answer");
  assertEquals(
    sends.history.verdict().summary,
    "2 sent, 1 acknowledged, 1 unknown: nothing went wrong",
  );
});

Deno.test("latencies has one for each record that was acknowledged", async () => {
  const sends = new WatchedSends((values) =>
    values.includes("Bo")
      ? Promise.reject(new Error("no answer"))
      : Promise.resolve()
  );
  await sends.send("Ada", "Cleo");
  await sends.send("Bo").catch(() => {});
  assertEquals(sends.latencies.length, 2);
  assert(sends.latencies.every((ms) => ms >= 0));
});

Deno.test("a caller that does not listen knows of no outcome", async () => {
  const sends = new WatchedSends(() => Promise.resolve(), { listens: false });
  await sends.send(...NAMES);
  const { acknowledged, unknown } = sends.history.verdict().totals;
  assertEquals([acknowledged, unknown], [0, 3]);
  assertEquals(sends.latencies.length, 3);
});

Deno.test("run() waits for what its way does not wait for", async () => {
  const answer = Promise.withResolvers<void>();
  const sends = new WatchedSends(() => answer.promise);
  const running = sends.run((send, values) => void send(...values), NAMES);
  let isOver = false;
  void running.then(() => isOver = true);
  await Promise.resolve();
  assertEquals(isOver, false);
  answer.resolve();
  const { freeMs, doneMs } = await running;
  assert(freeMs <= doneMs);
  assertEquals(sends.history.verdict().totals.acknowledged, 3);
});

Deno.test("run() ends with a way that throws, and keeps what it knew by then", async () => {
  const sends = new WatchedSends(([value]) =>
    value === "Bo" ? Promise.reject(new Error("no answer")) : Promise.resolve()
  );
  await sends.run(async (send, values) => {
    for (const value of values) await send(value);
  }, NAMES);
  const { sent, acknowledged, unknown } = sends.history.verdict().totals;
  assertEquals([sent, acknowledged, unknown], [2, 1, 1]);
});

Deno.test("tally() sets the records of the log beside the caller's knowledge", async () => {
  const sends = new WatchedSends(() => Promise.resolve());
  await sends.send(...NAMES);
  const log = [record("Ada", 0n), record("Ada", 1n), record("Bo", 2n)];
  assertEquals(sends.tally(log), {
    sent: 3,
    acknowledged: 3,
    unknown: 0,
    "in the log": 3,
    lost: 1,
    "stored twice": 1,
  });
});
