import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { Kafka, logLevel } from "kafkajs";
import Cluster from "kafkajs/src/cluster/index.js";
import { connect } from "workbook/cluster.ts";
import { holdToCluster } from "workbook/cluster/kafkajs_fixes.ts";
import { kafkaTrouble } from "workbook/errors.ts";
import { untilShared } from "workbook/groups.ts";
import { joinGroup } from "workbook/groups/members.ts";
import { createTopic } from "workbook/topics.ts";
import { brokers } from "../../support/broker.ts";

/** What two consumers of one `Kafka` instance hold. */
function neighbours(): InstanceType<typeof Cluster>[] {
  const logger = { namespace: () => logger };
  const shared = new Map();
  return [1, 2].map(() =>
    new Cluster({ logger, brokers: ["127.0.0.1:1"], offsets: shared })
  );
}

Deno.test("committedOffsets() of one consumer is not that of its neighbour in the group", () => {
  const [one, two] = neighbours();
  const notes = one!.committedOffsets({ groupId: "packing" });
  assert(notes !== two!.committedOffsets({ groupId: "packing" }));
  assert(notes !== one!.committedOffsets({ groupId: "billing" }));
});

Deno.test("committedOffsets() gives a consumer its own notes again", () => {
  const [one] = neighbours();
  one!.markOffsetAsCommitted({
    groupId: "packing",
    topic: "orders",
    partition: 0,
    offset: "7",
  });
  const notes = one!.committedOffsets({ groupId: "packing" });
  assertEquals(notes, { orders: { 0: "7" } });
  assertStrictEquals(one!.committedOffsets({ groupId: "packing" }), notes);
});

Deno.test("joinGroup() survives rebalances beside members of the same program", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 4 });
  const group = cluster.name("packing");
  const config = { heartbeatInterval: 100 };
  const crew = [];
  for (const name of ["a", "b", "c", "d", "e"]) {
    crew.push(await joinGroup(cluster, { group, topic, name, config }));
    await untilShared(crew, 4);
  }
  for (const member of crew.slice(1)) {
    await member.leave();
    await untilShared(crew, 4);
  }
  const crashes = crew.flatMap(({ events }) =>
    events.filter(({ kind }) => kind === "crash")
  );
  assertEquals(crashes, []);
});

Deno.test("a client goes on in no other cluster than its own", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const kafka = new Kafka({
    brokers,
    logLevel: logLevel.NOTHING,
    retry: { retries: 1 },
  });
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  const consumer = kafka.consumer({ groupId: cluster.name("packing") });
  const clients = [admin, producer, consumer];
  holdToCluster(kafka, cluster.id);
  await Promise.all(clients.map((client) => client.connect()));
  assert((await admin.listTopics()).includes(topic));

  holdToCluster(kafka, "workbook-yesterdays");
  const requests = [
    () => admin.listTopics(),
    () => admin.createTopics({ topics: [{ topic: cluster.name("paid") }] }),
    () => producer.send({ topic, messages: [{ value: "1" }] }),
    () => consumer.subscribe({ topics: [topic] }),
  ];
  for (const request of requests) {
    const error = await assertRejects(request, Error);
    assertEquals(
      kafkaTrouble("do it", error).message,
      `Cannot go on: expected the cluster "workbook-yesterdays" at this address but found another, "${cluster.id}". Run the chapter's first cells again: they connect to the cluster that is there now`,
    );
  }
  await Promise.all(clients.map((client) => client.disconnect()));
});
