import { assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { untilPartitions } from "workbook/partition_counts.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/trouble.ts";
import { brokers } from "../support/broker.ts";

Deno.test("untilPartitions() returns when a producer can reach every new partition", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await cluster.admin.createPartitions({
    topicPartitions: [{ topic, count: 5 }],
  });
  await untilPartitions(cluster, topic, 5);
  const producer = cluster.kafka.producer();
  await producer.connect();
  const [stored] = await producer.send({
    topic,
    messages: [{ value: "created", partition: 4 }],
  });
  assertEquals(stored?.baseOffset, "0");
});

Deno.test("untilPartitions() says how many partitions there were when time is up", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  await assertRejects(
    () => untilPartitions(cluster, topic, 3, 100),
    Trouble,
    "expected 3 within 100 ms but found 2",
  );
});

Deno.test("untilPartitions() waits in vain for a topic that is not there", async () => {
  await using cluster = await connect(undefined, { brokers });
  await assertRejects(
    () => untilPartitions(cluster, cluster.name("nowhere"), 1, 300),
    Trouble,
    "but found 0",
  );
});
