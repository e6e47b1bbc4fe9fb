import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../support/broker.ts";

Deno.test("createTopic() makes a new topic each time, with the partitions asked for", async () => {
  await using cluster = await connect(undefined, { brokers });
  const first = await createTopic(cluster, "orders", { partitions: 3 });
  const second = await createTopic(cluster, "orders");
  assertNotEquals(first, second);
  const empty = { start: 0n, end: 0n };
  assertEquals(await offsetRanges(cluster, first), [empty, empty, empty]);
  assertEquals(await offsetRanges(cluster, second), [empty]);
});

Deno.test("createTopic() puts the replicas on the brokers asked for", async () => {
  await using cluster = await connect(undefined, { brokers });
  const replicas = [(await cluster.admin.describeCluster()).brokers[0]!.nodeId];
  const topic = await createTopic(cluster, "orders", {
    partitions: 2,
    replicas,
  });
  const { topics } = await cluster.admin.fetchTopicMetadata({
    topics: [topic],
  });
  const placed = topics[0]!.partitions.map((partition) => partition.replicas);
  assertEquals(placed, [replicas, replicas]);
});

Deno.test("createTopic() asks again when a broker is behind with the topics of before", async () => {
  await using cluster = await connect(undefined, { brokers });
  const { createTopics } = cluster.admin;
  const behind = { type: "UNKNOWN_TOPIC_OR_PARTITION" };
  let asked = 0;
  cluster.admin.createTopics = (request) =>
    ++asked === 1
      ? Promise.reject(Object.assign(new Error("behind"), behind))
      : createTopics(request);
  const topic = await createTopic(cluster, "orders");
  assertEquals(asked, 2);
  assertEquals(await offsetRanges(cluster, topic), [{ start: 0n, end: 0n }]);
});

Deno.test("createTopic() tells why the broker refuses a layout", async () => {
  await using cluster = await connect(undefined, { brokers });
  await assertRejects(
    () => createTopic(cluster, "orders", { replicationFactor: 9 }),
    Trouble,
    "no more copies than there are brokers but found 9",
  );
  await assertRejects(
    () => createTopic(cluster, "order of Ada"),
    Trouble,
    "expected a name of letters",
  );
  await assertRejects(
    () =>
      createTopic(cluster, "orders", { configs: { "no.such.config": "1" } }),
    Trouble,
    "INVALID_CONFIG",
  );
});

Deno.test("createTopic() leaves no topic behind that came into being after the reader stopped waiting", async () => {
  await using looker = await connect(undefined, { brokers });
  await using cluster = await connect(undefined, { brokers });
  const { createTopics } = cluster.admin;
  let topic = "";
  cluster.admin.createTopics = async (request) => {
    topic = request.topics[0]!.topic;
    await createTopics(request);
    throw new Error("the connection broke");
  };
  await assertRejects(() => createTopic(cluster, "orders"), Trouble, "broke");
  assertEquals((await looker.admin.listTopics()).includes(topic), true);
  await cluster.close();
  assertEquals((await looker.admin.listTopics()).includes(topic), false);
});

Deno.test("createTopic() neither takes nor deletes a topic that was there before", async () => {
  await using owner = await connect(undefined, { brokers });
  const theirs = await createTopic(owner, "orders");
  await using cluster = await connect(undefined, { brokers });
  const same = { ...cluster, name: owner.name };
  await assertRejects(
    () => createTopic(same, "orders"),
    Trouble,
    `Cannot create topic "${theirs}": expected a name that is free but found a topic of that name. Run the cell again`,
  );
  await cluster.close();
  assertEquals(await offsetRanges(owner, theirs), [{ start: 0n, end: 0n }]);
});

Deno.test("createTopic() does not try to delete what was refused", async () => {
  await using cluster = await connect(undefined, { brokers });
  const deleted: string[] = [];
  cluster.admin.deleteTopics = ({ topics }) =>
    Promise.resolve(void deleted.push(...topics));
  await assertRejects(() => createTopic(cluster, "order of Ada"), Trouble);
  await cluster.close();
  assertEquals(deleted, []);
});

Deno.test("offsetRanges() names a topic that is not there", async () => {
  await using cluster = await connect(undefined, { brokers });
  const name = cluster.name("nowhere");
  await assertRejects(
    () => offsetRanges(cluster, name),
    Trouble,
    `Cannot read topic "${name}": expected a topic that exists`,
  );
});
