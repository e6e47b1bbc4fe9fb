/** The part "Reading" of the page When something goes wrong, made to happen. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Kafka, type LogEntry } from "kafkajs";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd, untilCaughtUp } from "workbook/consumers.ts";
import { joinGroup, newGroup, untilShared } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { openProducer } from "workbook/producers.ts";
import { createTopic } from "workbook/topics.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { brokers } from "../../support/broker.ts";
import { failureOf, testTroubles } from "../../support/troubles.ts";

/** A topic with these values in one partition. */
async function topicOf(cluster: Cluster, ...values: string[]): Promise<string> {
  const topic = await createTopic(cluster, "orders");
  await using producer = openProducer(cluster);
  await producer.send(topic, values.map((value) => ({ key: "Ada", value })));
  return topic;
}

const valuesOf = (records: { value: string | null }[]): (string | null)[] =>
  records.map(({ value }) => value);

testTroubles(["reads-nothing"], async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await topicOf(cluster, "1001", "1002");
  const groupId = newGroup(cluster, "packing");
  const consumer = cluster.kafka.consumer({ groupId });
  const given: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic] });
  await consumer.run({
    eachMessage: ({ message }) => {
      given.push(message.offset);
      return Promise.resolve();
    },
  });
  await untilCaughtUp(cluster, consumer, topic);
  assertEquals(given, []);
  await consumer.disconnect();

  // A group that has read them, and then more members than partitions.
  const group = newGroup(cluster, "packing");
  const first = await joinGroup(cluster, { group, topic, name: "ada" });
  await first.until(() => first.records.length === 2, "both orders");
  await first.leave();
  await using again = await joinGroup(cluster, { group, topic, name: "ada" });
  await untilCaughtUp(cluster, again.consumer, topic);
  assertEquals(again.records, []);
  await using spare = await joinGroup(cluster, { group, topic, name: "bo" });
  await untilShared([again, spare], 1);
  assertEquals(
    [again, spare].filter((it) => it.partitions.length > 0).length,
    1,
  );
});

testTroubles(["offset-out-of-range"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await topicOf(cluster, "1001", "1002");
  seen(await failureOf(readToEnd(cluster, topic, { from: 99n })));
  const groupId = newGroup(cluster, "packing");
  const partitions = [{ partition: 0, offset: "99" }];
  await cluster.admin.setOffsets({ groupId, topic, partitions });
  const logCreator = () => ({ log }: LogEntry): void => {
    seen(log.message);
    seen(log.error);
  };
  const consumer = new Kafka({ brokers, logCreator }).consumer({ groupId });
  const both = Promise.withResolvers<void>();
  const given: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      given.push(message.offset);
      if (given.length === 2) both.resolve();
      return Promise.resolve();
    },
  });
  await both.promise;
  await consumer.disconnect();
  assertEquals(given, ["0", "1"]);
});

testTroubles(["read-twice"], async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await topicOf(cluster, "1001", "1002", "1003");
  const mailer = { group: newGroup(cluster, "mail"), topic, autoCommit: false };
  const first = await joinGroup(cluster, { ...mailer, name: "first" });
  await first.until(() => first.records.length === 3, "all three");
  await first.commit(first.records[0]!);
  await first.leave();
  await using second = await joinGroup(cluster, { ...mailer, name: "second" });
  await second.until(() => second.records.length === 2, "the last two again");
  assertEquals(valuesOf(second.records), ["1002", "1003"]);
});

testTroubles(["lag-stays"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await topicOf(cluster, "1001", "lamp", "1003");
  const group = newGroup(cluster, "packing");
  let tries = 0;
  await using packer = await joinGroup(cluster, {
    group,
    topic,
    name: "ada",
    handle: ({ value }): void => {
      if (value !== "lamp") return;
      tries++;
      throw new Error("no order");
    },
  });
  const isDown = (): boolean => packer.events.at(-1)!.kind === "crash";
  await packer.until(isDown, "a crash");
  seen(await failureOf(packer.until(() => false, "the end", 10)));
  assert(tries > 2, `${tries}`);
  assertEquals(valuesOf(packer.records), ["1001"]);
  const [place] = await measureLag(cluster, group, topic);
  assert(place!.lag >= 2n, `${place!.lag}`);

  // An error that KafkaJS does not try again ends the consumer for good.
  const careless = joinGroup(cluster, {
    group: newGroup(cluster, "packing"),
    topic,
    name: "bo",
    handle: (): void => {
      throw new TypeError("no order");
    },
  }).then((member) => member.until(() => false, "the crash"));
  const { message } = await failureOf(careless) as Error;
  assertStringIncludes(message, "Cannot go on reading");
});

testTroubles(["open-transaction"], async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "payments");
  const slow = cluster.kafka.producer({
    transactionalId: cluster.name("slow"),
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await slow.connect();
  const open = await slow.transaction();
  await open.send({ topic, messages: [{ value: "undecided" }] });
  await using producer = openProducer(cluster);
  await producer.send(topic, [{ value: "paid" }]);
  const group = newGroup(cluster, "bank");
  await using bank = await joinGroup(cluster, { group, topic, name: "bank" });
  await untilCaughtUp(cluster, bank.consumer, topic);
  assertEquals(bank.records, []);
  await open.abort();
  await bank.until(() => bank.records.length === 1, "the payment");
  assertEquals(valuesOf(bank.records), ["paid"]);
});

testTroubles(["packed"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const configs = { "compression.type": "zstd" };
  const topic = await createTopic(cluster, "packed", { configs });
  await using producer = openProducer(cluster);
  await producer.send(topic, [{ value: "x".repeat(500) }]);
  seen(await failureOf(readToEnd(cluster, topic)));
});

testTroubles(["regex-misses"], async () => {
  await using cluster = await connect(undefined, { brokers });
  const early = await topicOf(cluster, "1001");
  const name = cluster.name("orders");
  const read: string[] = [];
  const consumer = cluster.kafka.consumer({
    groupId: newGroup(cluster, "all"),
  });
  await consumer.connect();
  await consumer.subscribe({
    topics: [new RegExp(`^${name}-\\d+$`)],
    fromBeginning: true,
  });
  const joins: string[][] = [];
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    joins.push(Object.keys(payload.memberAssignment));
  });
  await consumer.run({
    eachMessage: ({ topic }) => {
      read.push(topic);
      return Promise.resolve();
    },
  });
  await untilCaughtUp(cluster, consumer, early);
  const late = await topicOf(cluster, "1002");
  assert(late.startsWith(name), late);
  // It joins anew, with the new topic long there.
  await consumer.stop();
  await consumer.run({
    eachMessage: ({ topic }) => {
      read.push(topic);
      return Promise.resolve();
    },
  });
  await untilAnswered(
    () => Promise.resolve(joins.length === 2),
    15_000,
    () => new Error("it did not join again"),
  );
  await untilCaughtUp(cluster, consumer, early);
  assertEquals(joins, [[early], [early]]);
  assertEquals(read, [early]);
});
