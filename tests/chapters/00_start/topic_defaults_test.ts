import { assertEquals, assertRejects } from "@std/assert";
import { topicDefaults } from "chapters/00_start/topic_defaults.ts";
import { connect } from "workbook/cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { untilPartitions } from "workbook/topics.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("topicDefaults() tells how a topic is laid out that asks for nothing", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = cluster.name("defaults");
  await cluster.admin.createTopics({
    waitForLeaders: false,
    topics: [{ topic, numPartitions: -1, replicationFactor: -1 }],
  });
  cluster.onClose(() => cluster.admin.deleteTopics({ topics: [topic] }));
  await untilPartitions(cluster, topic, 1);
  const { topics } = await cluster.admin.fetchTopicMetadata({
    topics: [topic],
  });
  const { partitions } = topics[0]!;
  const defaults = await topicDefaults(cluster);
  assertEquals(defaults["num.partitions"], String(partitions.length));
  assertEquals(
    defaults["default.replication.factor"],
    String(partitions[0]!.replicas.length),
  );
  assertEquals(defaults["auto.create.topics.enable"], "false");
});

Deno.test("topicDefaults() says in a sentence that nobody answered", async () => {
  const cluster = await connect(undefined, { brokers });
  await cluster.close();
  await assertRejects(
    () => topicDefaults(cluster),
    Trouble,
    "Cannot read the settings of a broker",
  );
});
