import { assert, assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { describeReplicas } from "workbook/replicas.ts";
import { assignReplicas } from "chapters/09_replication/replica_assignment.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { startNodes } from "../../support/nodes.ts";
import { untilEverywhere, untilPartitions } from "workbook/topics/leaders.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("offsetRanges() succeeds while the leader moves from broker to broker", async () => {
  await using nodes = await startNodes("moving");
  await using cluster = await connect(undefined, { brokers: nodes.brokers });
  const topic = await createTopic(cluster, "orders", { replicas: [1] });
  let asked = 0;
  for (const id of [2, 3, 1, 2, 3, 1]) {
    await assignReplicas(cluster.brokers[0]!, topic, [id]);
    const hasMoved = async (): Promise<boolean> => {
      const ranges = await offsetRanges(cluster, topic);
      assertEquals(ranges, [{ start: 0n, end: 0n }]);
      asked++;
      const [state] = await describeReplicas(cluster, [topic]);
      return state?.leader === id;
    };
    await untilAnswered(hasMoved, 20_000, () => new Error("it stays"));
  }
  assert(asked > 6, `asked ${asked} times`);
});

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

Deno.test("untilPartitions() says how many partitions there were at its deadline", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  await assertRejects(
    () => untilPartitions(cluster, topic, 3, 100),
    Trouble,
    `Timed out after 0.1 s waiting for a partition count of 3 for topic "${topic}": found 2`,
  );
});

Deno.test("untilPartitions() times out on a topic that does not exist", async () => {
  await using cluster = await connect(undefined, { brokers });
  await assertRejects(
    () => untilPartitions(cluster, cluster.name("nowhere"), 1, 300),
    Trouble,
    ": found 0",
  );
});

Deno.test("untilEverywhere() skips a broker that is down", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  await untilEverywhere([...brokers, "127.0.0.1:1"], topic, 2, 5_000);
});

Deno.test("untilEverywhere() names the brokers when one does not know the topic's leaders", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const missing = cluster.name("nowhere");
  for (const [name, partitions] of [[missing, 1], [topic, 3]] as const) {
    await assertRejects(
      () => untilEverywhere(brokers, name, partitions, 100),
      Trouble,
      `Timed out after 0.1 s waiting for all of ${
        brokers.join(", ")
      } to know the leaders of topic "${name}"`,
    );
  }
});
