import { assertEquals } from "@std/assert";
import { LogProgress } from "broker/log_progress.ts";

// The lines are Kafka 4.3.1's own.

const TIME = "2026-11-30 23:12:13.001";

/** A log that grows; disposing of it deletes it. */
async function makeLog(): Promise<
  AsyncDisposable & { path: string; add(text: string): Promise<void> }
> {
  const path = await Deno.makeTempFile();
  return {
    path,
    add: (text) => Deno.writeTextFile(path, text, { append: true }),
    [Symbol.asyncDispose]: () => Deno.remove(path),
  };
}

const loaded = (done: number): string =>
  `${TIME} INFO  Completed load of Log(dir=/data/orders-${done}, topicId=x, topic=orders, partition=${done}, highWatermark=0, lastStableOffset=0, logStartOffset=0, logEndOffset=0) with 1 segments, local-log-start-offset 0 and log-end-offset 0 in 2ms (${done}/5000 completed in /data) (kafka.log.LogManager)\n`;

Deno.test("look() sees each partition whose records are loaded, and counts them", async () => {
  await using log = await makeLog();
  const progress = new LogProgress(log.path);
  assertEquals(progress.activity, null);
  for (const done of [1, 2, 3]) {
    await log.add(loaded(done));
    assertEquals(await progress.look(), true);
  }
  assertEquals(
    progress.activity,
    "is loading its records: 3 of 5000 partitions are done",
  );
  await log.add(
    `${TIME} INFO  Loaded 5000 logs in 9ms (kafka.log.LogManager)\n`,
  );
  assertEquals(await progress.look(), true);
  assertEquals(progress.activity, "has loaded its records");
});

Deno.test("look() takes a line that comes again and again for no progress", async () => {
  await using log = await makeLog();
  const progress = new LogProgress(log.path);
  const wait = (second: number): string =>
    `2026-11-30 23:12:${second}.000 INFO  [NodeToControllerChannelManager id=1 name=heartbeat] Disconnecting from node 1 due to request timeout after ${second} ms (org.apache.kafka.clients.NetworkClient)\n`;
  await log.add(wait(11));
  assertEquals(await progress.look(), true);
  await log.add(wait(12) + wait(13));
  assertEquals(await progress.look(), false);
});

Deno.test("look() counts a line once it is whole, and none of a log that is not there yet", async () => {
  await using log = await makeLog();
  const progress = new LogProgress(log.path);
  const line = loaded(1);
  await log.add(line.slice(0, 40));
  assertEquals(await progress.look(), false);
  await log.add(line.slice(40));
  assertEquals(await progress.look(), true);
  assertEquals(await new LogProgress(`${log.path}.none`).look(), false);
});
