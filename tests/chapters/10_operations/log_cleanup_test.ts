import { assertEquals, assertRejects } from "@std/assert";
import {
  untilCompacted,
  untilDeleted,
} from "chapters/10_operations/log_cleanup.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

const HOUR = 3_600_000;

/** Three records, each in a segment of its own, the oldest three hours old. */
async function threeSegments(
  cluster: Cluster,
  configs: Record<string, string>,
): Promise<string> {
  const topic = await createTopic(cluster, "prices", {
    configs: { "segment.ms": String(HOUR / 2), ...configs },
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  for (const hours of [3, 2, 1]) {
    const timestamp = String(Date.now() - hours * HOUR);
    const messages = [{ key: "lamp", value: `${hours}`, timestamp }];
    await producer.send({ topic, messages });
  }
  return topic;
}

async function valuesOf(cluster: Cluster, topic: string): Promise<unknown[]> {
  return (await readToEnd(cluster, topic)).map(({ value }) => value);
}

Deno.test("untilDeleted() waits for retention", async () => {
  await using cluster = await connect(undefined, { brokers });
  const configs = { "retention.ms": String(2.5 * HOUR) };
  const topic = await threeSegments(cluster, configs);
  await untilDeleted(cluster, { topic, partition: 0, offset: 0n });
  assertEquals(await valuesOf(cluster, topic), ["2", "1"]);
});

Deno.test("untilCompacted() waits for the cleaner", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await threeSegments(cluster, {
    "cleanup.policy": "compact",
    "min.cleanable.dirty.ratio": "0.01",
  });
  await untilCompacted(cluster, { topic, partition: 0, offset: 0n });
  assertEquals(await valuesOf(cluster, topic), ["2", "1"]);
});

Deno.test("untilDeleted() and untilCompacted() say what they waited for", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await threeSegments(cluster, {});
  const kept = { topic, partition: 0, offset: 1n };
  await assertRejects(
    () => untilDeleted(cluster, kept, 200),
    Trouble,
    "still begins at 0",
  );
  await assertRejects(
    () => untilCompacted(cluster, kept, 200),
    Trouble,
    "offset 1",
  );
});
