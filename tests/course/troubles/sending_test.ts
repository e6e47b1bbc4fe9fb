/** The part "Topics and sending" of the page When something goes wrong, made to happen. */
import { assert, assertEquals } from "@std/assert";
import { Kafka, logLevel } from "kafkajs";
import { connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { openProducer } from "workbook/producers.ts";
import { createTopic } from "workbook/topics.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { brokers } from "../../support/broker.ts";
import { failureOf, testTroubles } from "../../support/troubles.ts";

testTroubles(["no-such-topic"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const producer = cluster.kafka.producer({ retry: { retries: 1 } });
  await producer.connect();
  const topic = cluster.name("ordres");
  const failure = await failureOf(
    producer.send({ topic, messages: [{ value: "1001" }] }),
  );
  seen(failure);
  seen(await failureOf(readToEnd(cluster, topic)));
});

testTroubles(["topic-exists"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const again = { topic, numPartitions: 3 };
  assertEquals(await cluster.admin.createTopics({ topics: [again] }), false);
  const both = [again, { topic: "my orders" }];
  seen(await failureOf(cluster.admin.createTopics({ topics: both })));
});

testTroubles(["too-large"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const messages = [{ value: "x".repeat(2_000_000) }];
  const plain = cluster.kafka.producer();
  await plain.connect();
  seen(await failureOf(plain.send({ topic, messages })));
  await using producer = openProducer(cluster);
  seen(await failureOf(producer.send(topic, messages)));
  assertEquals(await readToEnd(cluster, topic), []);
});

testTroubles(["unknown-outcome"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "payments");
  await using behind = await connectThroughProxy(cluster);
  await using producer = openProducer(behind.cluster, { deadlineMs: 1_000 });
  await producer.send(topic, [{ value: "ordered" }]); // connects
  behind.proxy.inject({ dropResponse: { api: "Produce", keepOpen: true } });
  seen(await failureOf(producer.send(topic, [{ value: "paid" }])));
  const stored = (await readToEnd(cluster, topic)).map(({ value }) => value);
  assertEquals(stored, ["ordered", "paid"]);
});

testTroubles(["nothing-stored"], async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 3 });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const messages = [{ value: "1001", partition: 3 }];
  assertEquals(await producer.send({ topic, messages }), []);
  assertEquals(await readToEnd(cluster, topic), []);
});

testTroubles(["keys-out-of-order"], async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING })
    .producer({ maxInFlightRequests: 5 });
  await producer.connect();
  const values = [..."01234567"];
  const send = (value: string): Promise<unknown> =>
    producer.send({ topic, messages: [{ key: "Ada", value }] });
  await Promise.all(values.map(send));
  for (const value of values) await send(value);
  await producer.disconnect();
  const stored = (await readToEnd(cluster, topic)).map(({ value }) => value!);
  assert(stored.slice(0, 8).join() !== values.join(), "none came late");
  assertEquals(stored.slice(8), values);
});
