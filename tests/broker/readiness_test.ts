import { assertEquals, assertRejects } from "@std/assert";
import {
  StartFailure,
  type StartingNode,
  waitUntilReady,
} from "broker/readiness.ts";

/** A node that never serves; each look at its process finds its log as `grow` leaves it. */
async function makeNode(
  grow: (look: number) => string,
): Promise<StartingNode & AsyncDisposable> {
  const log = await Deno.makeTempFile();
  let looks = 0;
  return {
    identity: { name: "broker-1", id: 1, port: 1, heapMegabytes: 256 },
    isController: false,
    log,
    async isRunning(): Promise<boolean> {
      await Deno.writeTextFile(log, grow(++looks), { append: true });
      return true;
    },
    [Symbol.asyncDispose]: () => Deno.remove(log),
  };
}

/** Less than the time between two looks, so that the first one without progress is the last. */
const IDLE_MS = 100;

const TIME = "2026-11-30 23:12:13.001";

Deno.test("waitUntilReady() waits as long as the log shows that a node gets further", async () => {
  const steps = 6;
  let looks = 0;
  await using node = await makeNode((look) => {
    looks = look;
    return look > steps
      ? ""
      : `${TIME} INFO  [LogLoader partition=orders-${look}, dir=/data] Recovering unflushed segment 0. (org.apache.kafka.storage.internals.log.LogLoader)\n`;
  });
  const { message } = await assertRejects(
    () => waitUntilReady([node], "workbook-x", { idleMs: IDLE_MS }),
    StartFailure,
  );
  assertEquals(looks, steps + 1);
  assertEquals(
    message,
    `Cannot start "broker-1": expected it to serve but found that it got no further for 0.1 s, and the last line of its log is "${TIME} INFO  [LogLoader partition=orders-6, dir=/data] Recovering unflushed segment 0. (org.apache.kafka.storage.internals.log.LogLoader)". Its records are untouched. Start again when the machine is less busy; its whole log is "${node.log}"`,
  );
});

Deno.test("waitUntilReady() tells an error in the log of a node that gets no further", async () => {
  await using node = await makeNode((look) =>
    look > 1 ? "" : `${TIME} ERROR Cannot find my voters (kafka.Kafka)\n`
  );
  await assertRejects(
    () => waitUntilReady([node], "workbook-x", { idleMs: IDLE_MS }),
    StartFailure,
    'got no further for 0.1 s, and Kafka says "Cannot find my voters". Its records are untouched.',
  );
});

Deno.test("a node that ended without an error is said to have said nothing", () => {
  const log = `${TIME} INFO  Loaded 3 logs in 9ms (kafka.log.LogManager)\n`;
  const { message } = new StartFailure(
    {
      identity: { name: "broker-1", id: 1, port: 1, heapMegabytes: 256 },
      isController: false,
      log: "/kafka.log",
      isRunning: () => Promise.resolve(false),
    },
    log,
    null,
  );
  assertEquals(
    message,
    `Cannot start "broker-1": expected it to serve but found that it has ended, and the last line of its log is "${log.trim()}". Its records are untouched; its whole log is "/kafka.log"`,
  );
});
