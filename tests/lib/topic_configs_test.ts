import { assert, assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { topicConfigs } from "workbook/topic_configs.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../support/broker.ts";

Deno.test("topicConfigs() tells which value comes from the topic, and what would hold without it", async () => {
  await using cluster = await connect(undefined, { brokers });
  const configs = { "retention.ms": "3600000" };
  const topic = await createTopic(cluster, "orders", { configs });
  const names = ["cleanup.policy", "retention.ms", "no.such.config"];
  const found = await topicConfigs(cluster, topic, names);
  assertEquals(found.map(({ name, value, from }) => [name, value, from]), [
    ["cleanup.policy", "delete", "DEFAULT_CONFIG"],
    ["retention.ms", "3600000", "DYNAMIC_TOPIC_CONFIG"],
  ]);
  assert((await topicConfigs(cluster, topic)).length > 20);
});

Deno.test("topicConfigs() tells what a broker's own file says, and what Kafka would say", async () => {
  await using cluster = await connect(undefined, { brokers });
  if (!cluster.embedded) return; // another cluster may have no opinion
  const topic = await createTopic(cluster, "orders");
  assertEquals(await topicConfigs(cluster, topic, ["retention.bytes"]), [{
    name: "retention.bytes",
    value: String(64 * 1024 ** 2),
    from: "STATIC_BROKER_CONFIG",
    otherwise: "-1",
  }]);
});

Deno.test("topicConfigs() says that there is no such topic", async () => {
  await using cluster = await connect(undefined, { brokers });
  await assertRejects(
    () => topicConfigs(cluster, "no-such-topic"),
    Trouble,
    "no-such-topic",
  );
});
