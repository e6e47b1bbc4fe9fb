import { assertEquals, assertRejects } from "@std/assert";
import type { Consumer } from "kafkajs";
import { untilCaughtUp } from "workbook/consumers/reading.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

async function send(
  cluster: Cluster,
  topic: string,
  values: string[],
): Promise<void> {
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ value })) });
}

async function start(
  cluster: Cluster,
  group: string,
  topic: string,
  see: (value: string) => Promise<void>,
): Promise<Consumer> {
  const consumer = cluster.kafka.consumer({ groupId: group });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => see(String(message.value)),
  });
  return consumer;
}

Deno.test("untilCaughtUp() waits until all partitions are read, and committed", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 3 });
  const group = newGroup(cluster, "mailer");
  const orders = ["1001", "1002", "1003", "1004", "1005"];
  await send(cluster, topic, orders);
  const seen: string[] = [];
  const slowly = async (value: string): Promise<void> => {
    await cluster.admin.listTopics();
    seen.push(value);
  };
  const consumer = await start(cluster, group, topic, slowly);
  await untilCaughtUp(cluster, consumer, topic);
  assertEquals(seen.toSorted(), orders);
  const lags = await measureLag(cluster, group, topic);
  assertEquals(lags.map(({ lag }) => lag), [0n, 0n, 0n]);
});

Deno.test("untilCaughtUp() waits again after a seek, and for records that came since", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await send(cluster, topic, ["1001", "1002"]);
  const seen: string[] = [];
  const see = (value: string): Promise<void> => {
    seen.push(value);
    return Promise.resolve();
  };
  const group = newGroup(cluster, "mailer");
  const consumer = await start(cluster, group, topic, see);
  await untilCaughtUp(cluster, consumer, topic);
  await send(cluster, topic, ["1003"]);
  await untilCaughtUp(cluster, consumer, topic);
  consumer.seek({ topic, partition: 0, offset: "1" });
  await untilCaughtUp(cluster, consumer, topic);
  assertEquals(seen, ["1001", "1002", "1003", "1002", "1003"]);
});

Deno.test("untilCaughtUp() tells why a consumer will never get there", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const group = newGroup(cluster, "mailer");
  const consumer = await start(cluster, group, topic, () => {
    throw new RangeError("no such lamp");
  });
  const caughtUp = untilCaughtUp(cluster, consumer, topic);
  const refused = assertRejects(() => caughtUp, Trouble, "no such lamp");
  await send(cluster, topic, ["1001"]);
  await refused;
});

Deno.test("untilCaughtUp() says what it waited for", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await send(cluster, topic, ["1001"]);
  const group = newGroup(cluster, "mailer");
  const busy = Promise.withResolvers<void>();
  const consumer = await start(cluster, group, topic, () => busy.promise);
  await assertRejects(
    () => untilCaughtUp(cluster, consumer, topic, 300),
    Trouble,
    `Timed out after 0.3 s waiting for the end of "${topic}"`,
  );
  busy.resolve();
});
