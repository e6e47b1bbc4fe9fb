import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { Kafka, logLevel } from "kafkajs";
import { connect } from "workbook/cluster.ts";
import { withDefaults } from "workbook/cluster/clients.ts";
import { kafkaErrorName, kafkaTrouble } from "workbook/errors.ts";
import { createTopic } from "workbook/topics.ts";
import { openTransactions } from "workbook/transactions.ts";
import { between, type FaultProxy } from "lab/faults.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("an admin client says of each topic, group, partition and replica why the brokers refuse it", async () => {
  await using cluster = await connect(undefined, { brokers });
  const { admin } = cluster;
  const topic = await createTopic(cluster, "orders");
  const gone = cluster.name("gone");
  const refused: [() => Promise<unknown>, string, string][] = [
    [
      () =>
        admin.createTopics({
          topics: [{ topic: "my orders" }],
        }),
      "INVALID_TOPIC_EXCEPTION",
      `Topic creation errors: "my orders": INVALID_TOPIC_EXCEPTION, The request attempted to perform an operation on an invalid topic`,
    ],
    [
      () => admin.deleteGroups([gone]),
      "GROUP_ID_NOT_FOUND",
      `Error in DeleteGroups: "${gone}": GROUP_ID_NOT_FOUND, The group id was not found`,
    ],
    [
      () =>
        admin.deleteTopicRecords({
          topic,
          partitions: [{ partition: 0, offset: "99" }],
        }),
      "OFFSET_OUT_OF_RANGE",
      'Error while deleting records: "partition 0": OFFSET_OUT_OF_RANGE, The requested offset is not within the range of offsets maintained by the server',
    ],
    [
      () =>
        admin.alterPartitionReassignments({
          topics: [{
            topic,
            partitionAssignment: [{ partition: 0, replicas: [77] }],
          }],
        }),
      "INVALID_REPLICA_ASSIGNMENT",
      `Errors altering partition reassignments: "${topic}": INVALID_REPLICA_ASSIGNMENT, Replica assignment is invalid`,
    ],
  ];
  for (const [ask, name, message] of refused) {
    const error = await assertRejects(ask, Error);
    assertEquals([kafkaErrorName(error), error.message], [name, message]);
    assertStringIncludes(error.stack!, message);
  }
});

/** KafkaJS with the defaults of the workbook, and little patience. */
function hasty(proxy: FaultProxy): Kafka {
  const kafka = new Kafka({
    brokers: proxy.brokers,
    requestTimeout: 1_000,
    logLevel: logLevel.NOTHING,
    retry: { retries: 1, initialRetryTime: 50 },
  });
  return withDefaults(kafka, () => {});
}

Deno.test("every client says in a sentence, without a stack, that a broker is silent", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  // Kafka makes its topic of transactions with the first one.
  await using warm = openTransactions(cluster, cluster.name("warm"));
  await warm.transact(() => Promise.resolve());
  await using proxy = await between(brokers);
  const kafka = hasty(proxy);
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  const transactions = kafka.producer({
    transactionalId: cluster.name("till"),
    idempotent: true,
  });
  const consumer = kafka.consumer({ groupId: cluster.name("packing") });
  await Promise.all(
    [admin, producer, transactions, consumer].map((client) => client.connect()),
  );
  const transaction = await transactions.transaction();
  await transaction.send({ topic, messages: [{ value: "1" }] });
  proxy.freeze();
  const messages = [{ value: "2" }];
  const asked: [string, Promise<unknown>][] = [
    ["listTopics", admin.listTopics()],
    ["fetchTopicOffsets", admin.fetchTopicOffsets(topic)],
    ["send", producer.send({ topic, messages })],
    ["send", transaction.send({ topic, messages })],
    ["subscribe", consumer.subscribe({ topics: [topic] })],
  ];
  const failures = await Promise.all(
    asked.map(([, answer]) => answer.then(() => null, (error: Error) => error)),
  );
  for (const [index, [method]] of asked.entries()) {
    const error = failures[index];
    assert(error, `${method} was answered`);
    assertMatch(
      error.message,
      RegExp(
        `^Cannot call ${method}\\(\\): expected a Kafka broker that accepts our credentials but found no answer in time\\. Has this machine slept\\? Run the cell again\\..+ \\(KafkaJS: .+\\)$`,
      ),
    );
    assertEquals(error.stack, `${error.name}: ${error.message}`);
    assertEquals(
      kafkaTrouble("read", error).message.split(". ")[0],
      "Cannot read: expected a Kafka broker that accepts our credentials but found no answer in time",
    );
  }
  proxy.thaw();
  await producer.send({ topic, messages });
  await Promise.all(
    [admin, producer, transactions, consumer].map((client) =>
      client.disconnect()
    ),
  );
});

Deno.test("an error that is neither of several parts nor of the connection stays as it is", async () => {
  await using cluster = await connect(undefined, { brokers });
  const error = await assertRejects(
    () => cluster.admin.fetchTopicOffsets(""),
    Error,
  );
  assertEquals(error.message, "Invalid topic ");
  assert(error.stack!.split("\n").length > 2);
});

Deno.test("metadata is asked for again when the first answer gets lost", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  await using proxy = await between(brokers);
  const admin = hasty(proxy).admin();
  await admin.connect();
  await admin.fetchTopicMetadata({ topics: [topic] });
  proxy.inject({ dropResponse: { api: "Metadata", nth: 2, keepOpen: true } });
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  assertEquals(topics.map(({ name }) => name), [topic]);
  const fates = proxy.seen.filter(({ api }) => api === "Metadata")
    .map(({ fate }) => fate);
  assert(fates.includes("response dropped"), fates.join());
  await admin.disconnect();
});
