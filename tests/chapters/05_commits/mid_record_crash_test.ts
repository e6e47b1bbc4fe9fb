import { assertEquals, assertRejects } from "@std/assert";
import { type Cluster, connect } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { consumeUntilKilled } from "chapters/05_commits/mid_record_crash.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

async function threeOrders(cluster: Cluster): Promise<string> {
  const topic = await createTopic(cluster, "orders");
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = ["1001", "1002", "1003"].map((value) => ({ value }));
  await producer.send({ topic, messages });
  return topic;
}

async function committed(
  cluster: Cluster,
  group: string,
  topic: string,
): Promise<bigint | null> {
  const [place] = await measureLag(cluster, group, topic);
  return place!.committed;
}

Deno.test("consumeUntilKilled() dies after the work and before the commit", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await threeOrders(cluster);
  const group = newGroup(cluster, "mailer");
  const done = await consumeUntilKilled(
    cluster,
    async ({ consumer, topic, partition, message, work }) => {
      await work();
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
    },
    { group, topic, at: "1002" },
  );
  assertEquals(done, ["1001", "1002"]);
  assertEquals(await committed(cluster, group, topic), 1n);
});

Deno.test("consumeUntilKilled() dies after the commit and before the work", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await threeOrders(cluster);
  const group = newGroup(cluster, "mailer");
  const done = await consumeUntilKilled(
    cluster,
    async ({ consumer, topic, partition, message, work }) => {
      const offset = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset }]);
      await work();
    },
    { group, topic, at: "1002" },
  );
  assertEquals(done, ["1001"]);
  assertEquals(await committed(cluster, group, topic), 2n);
});

Deno.test("consumeUntilKilled() dies before KafkaJS has committed anything of the batch", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await threeOrders(cluster);
  const group = newGroup(cluster, "mailer");
  const done = await consumeUntilKilled(
    cluster,
    async ({ work }) => await work(),
    { group, topic, at: "1003", autoCommit: true },
  );
  assertEquals(done, ["1001", "1002", "1003"]);
  assertEquals(await committed(cluster, group, topic), null);
});

Deno.test("consumeUntilKilled() tells of a handler that fails by itself", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await threeOrders(cluster);
  const group = newGroup(cluster, "mailer");
  await assertRejects(
    () =>
      consumeUntilKilled(
        cluster,
        () => Promise.reject(new TypeError("no such lamp")),
        { group, topic, at: "1002" },
      ),
    Trouble,
    "no such lamp",
  );
});
