/** What chapter 5 tells of KafkaJS beyond its claims. */
import { assertEquals, assertThrows } from "@std/assert";
import type { Consumer } from "kafkajs";
import { untilCaughtUp } from "workbook/consumers/reading.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../support/broker.ts";

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
  groupId: string,
  topic: string,
  fromBeginning: boolean,
): Promise<{ consumer: Consumer; seen: string[] }> {
  const consumer = cluster.kafka.consumer({ groupId });
  const seen: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning });
  await consumer.run({
    eachMessage: ({ message }) => {
      seen.push(String(message.value));
      return Promise.resolve();
    },
  });
  return { consumer, seen };
}

async function committed(
  cluster: Cluster,
  group: string,
  topic: string,
): Promise<bigint | null> {
  const [place] = await measureLag(cluster, group, topic);
  return place!.committed;
}

Deno.test("seek() before run() throws", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const groupId = newGroup(cluster, "mailer");
  const consumer = cluster.kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic] });
  assertThrows(
    () => consumer.seek({ topic, partition: 0, offset: "0" }),
    Error,
    "Consumer group was not initialized",
  );
});

for (const fromBeginning of [true, false]) {
  Deno.test(`seek() to an offset that is not there starts where fromBeginning: ${fromBeginning} says`, async () => {
    await using cluster = await connect(undefined, { brokers });
    const topic = await createTopic(cluster, "orders");
    await send(cluster, topic, ["1001", "1002"]);
    const group = newGroup(cluster, "mailer");
    const { consumer, seen } = await start(
      cluster,
      group,
      topic,
      fromBeginning,
    );
    await untilCaughtUp(cluster, consumer, topic);
    seen.length = 0;
    consumer.seek({ topic, partition: 0, offset: "99" });
    // The first answer says "out of range" and looks like none, so this waits for one more.
    for (const _round of [1, 2]) {
      await untilCaughtUp(cluster, consumer, topic);
    }
    await send(cluster, topic, ["1003"]);
    await untilCaughtUp(cluster, consumer, topic);
    assertEquals(seen, fromBeginning ? ["1001", "1002", "1003"] : ["1003"]);
  });
}

Deno.test("seek() commits the place it goes to, where KafkaJS commits by itself", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await send(cluster, topic, ["1001", "1002", "1003"]);
  const group = newGroup(cluster, "mailer");
  const { consumer } = await start(cluster, group, topic, true);
  await untilCaughtUp(cluster, consumer, topic);
  consumer.seek({ topic, partition: 0, offset: "3" });
  await untilCaughtUp(cluster, consumer, topic);
  assertEquals(await committed(cluster, group, topic), 3n);
  consumer.pause([{ topic }]);
  consumer.seek({ topic, partition: 0, offset: "1" });
  await untilCaughtUp(cluster, consumer, topic);
  assertEquals(await committed(cluster, group, topic), 1n);
});

Deno.test("a group that starts at the latest record and finds none skips what comes while it is stopped", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const group = newGroup(cluster, "desk");
  const before = await start(cluster, group, topic, false);
  await untilCaughtUp(cluster, before.consumer, topic);
  await before.consumer.disconnect();
  assertEquals(await committed(cluster, group, topic), null);
  await send(cluster, topic, ["1001", "1002", "1003"]);
  const after = await start(cluster, group, topic, false);
  await untilCaughtUp(cluster, after.consumer, topic);
  assertEquals(after.seen, []);
});

Deno.test("a record whose work nobody awaits is committed before that work is done", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await send(cluster, topic, ["1001"]);
  const groupId = newGroup(cluster, "mailer");
  const consumer = cluster.kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let isMailed = false;
  const arrives = Promise.withResolvers<void>();
  const mail = async (): Promise<void> => {
    await arrives.promise;
    isMailed = true;
  };
  await consumer.run({
    eachMessage: () => {
      void mail();
      return Promise.resolve();
    },
  });
  await untilCaughtUp(cluster, consumer, topic);
  assertEquals([await committed(cluster, groupId, topic), isMailed], [
    1n,
    false,
  ]);
  arrives.resolve();
});

Deno.test("the offset of a moment with no record after it is the end", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await send(cluster, topic, ["1001", "1002"]);
  const found = await cluster.admin.fetchTopicOffsetsByTimestamp(
    topic,
    Date.now() + 60_000,
  );
  assertEquals(found, [{ partition: 0, offset: "2" }]);
});

Deno.test("a clean stop in the middle of a batch commits what is done", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await send(cluster, topic, ["1001", "1002", "1003", "1004", "1005"]);
  const groupId = newGroup(cluster, "mailer");
  const consumer = cluster.kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const stopped = Promise.withResolvers<void>();
  await consumer.run({
    eachMessage: ({ message }) => {
      if (String(message.value) === "1003") {
        consumer.stop().then(stopped.resolve, stopped.reject);
      }
      return Promise.resolve();
    },
  });
  await stopped.promise;
  assertEquals(await committed(cluster, groupId, topic), 3n);
});

Deno.test("fetchOffsets() says -1 of a group that has never committed", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const [stored] = await cluster.admin.fetchOffsets({
    groupId: cluster.name("nobody"),
    topics: [topic],
  });
  assertEquals(stored!.partitions.map(({ offset }) => offset), ["-1"]);
});
