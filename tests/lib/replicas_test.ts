import { assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { describeReplicas, watchReplicas } from "workbook/replicas.ts";
import { assignReplicas } from "chapters/09_replication/replica_assignment.ts";
import { describeTopics } from "workbook/replicas/describe_topics.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../support/broker.ts";

Deno.test("describeReplicas() reads the leader and the in-sync replicas of each partition", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 3 });
  const states = await describeReplicas(cluster, [topic]);
  assertEquals(
    states.map(({ partition, leader, isr, elr }) => [
      partition,
      isr.join() === String(leader),
      elr.length,
    ]),
    [[0, true, 0], [1, true, 0], [2, true, 0]],
  );
  for (const state of states) {
    assertEquals(state.topic, topic);
    assertEquals(state.replicas, state.isr);
  }
});

Deno.test("describeReplicas() returns nothing for a topic that does not exist", async () => {
  await using cluster = await connect(undefined, { brokers });
  const states = await describeReplicas(cluster, [cluster.name("nowhere")]);
  assertEquals(states, []);
});

Deno.test("describeReplicas() says when no broker answers", async () => {
  await assertRejects(
    () => describeReplicas({ brokers: ["127.0.0.1:1"] }, ["orders"]),
    Trouble,
    'Cannot read the replicas of "orders": expected one of the brokers 127.0.0.1:1',
  );
});

Deno.test("describeTopics() gives up on a broker that does not answer", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = silent.addr as Deno.NetAddr;
  const asked = describeTopics(`127.0.0.1:${port}`, ["orders"], 50);
  assertEquals(await asked, null);
});

Deno.test("watchReplicas() sees the topic, and says what it waited for", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const watch = await watchReplicas(cluster, topic);
  const { isr } = await watch.until(({ leader }) => leader !== null, "one");
  assertEquals(isr.length, 1);
  await assertRejects(
    () => watch.until((now) => now.isr.length === 2, "two in sync", 100),
    Trouble,
    "Timed out after 0.1 s waiting for two in sync",
  );
  await watch.stop();
  assertEquals(watch.states.length, 1);
});

Deno.test("watchReplicas() says when no broker knows the topic", async () => {
  await using cluster = await connect(undefined, { brokers });
  await assertRejects(
    () => watchReplicas(cluster, "nowhere", 200),
    Trouble,
    'a broker that knows the topic "nowhere"',
  );
});

Deno.test("watchReplicas() stops asking when no broker knows the topic", async () => {
  using broker = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let onAsked = (): void => {};
  void (async () => {
    for await (const connection of broker) {
      connection.close();
      onAsked();
    }
  })();
  const brokers = [`127.0.0.1:${broker.addr.port}`];
  await assertRejects(
    () => watchReplicas({ brokers, onClose: () => {} }, "nowhere", 100),
    Trouble,
  );
  const askedAgain = new Promise<void>((resolve) => onAsked = resolve);
  await assertRejects(
    () => within(200, askedAgain, () => new Error("silence")),
    Error,
    "silence",
  );
});

Deno.test("assignReplicas() says why the controller refuses", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const [state] = await describeReplicas(cluster, [topic]);
  await assignReplicas(cluster.brokers[0]!, topic, [...state!.replicas]);
  await assertRejects(
    () => assignReplicas(cluster.brokers[0]!, topic, [77]),
    Trouble,
    "77",
  );
});
