import {
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { runKafka } from "broker/command_line.ts";
import { connect } from "workbook/cluster.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { brokers } from "../support/broker.ts";

Deno.test("createTopic() creates a new topic each time, with the requested partitions", async () => {
  await using cluster = await connect(undefined, { brokers });
  const first = await createTopic(cluster, "orders", { partitions: 3 });
  const second = await createTopic(cluster, "orders");
  assertNotEquals(first, second);
  const empty = { start: 0n, end: 0n };
  assertEquals(await offsetRanges(cluster, first), [empty, empty, empty]);
  assertEquals(await offsetRanges(cluster, second), [empty]);
});

Deno.test("createTopic() puts the replicas on the requested brokers", async () => {
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

Deno.test("createTopic() retries when a broker does not know an earlier topic yet", async () => {
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

Deno.test("createTopic() says why the broker refuses a layout", async () => {
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

Deno.test("createTopic() names the cluster's default when that is too many copies", async () => {
  await using cluster = await connect(undefined, { brokers });
  const { createTopics } = cluster.admin;
  // The broker's real refusal, as if its default.replication.factor were 9.
  cluster.admin.createTopics = (request) => {
    const [topic] = request.topics;
    assertEquals(topic!.replicationFactor, -1);
    return createTopics({
      ...request,
      topics: [{ ...topic!, replicationFactor: 9 }],
    });
  };
  const { message } = await assertRejects(
    () => createTopic(cluster, "orders"),
    Trouble,
  );
  assertStringIncludes(
    message,
    "no more copies than there are brokers but found more by the cluster's default. Are all brokers up? If so, pass a replicationFactor",
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
  const isListed = async (): Promise<boolean> =>
    (await looker.admin.listTopics()).includes(topic);
  // A broker learns of a topic, and of its end, a moment after the controller.
  await untilAnswered(isListed, 10_000, () => new Error("it never came"));
  await cluster.close();
  const isGone = async (): Promise<boolean> => !await isListed();
  await untilAnswered(isGone, 10_000, () => new Error("it is still there"));
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

Deno.test("offsetRanges() names a topic that does not exist", async () => {
  await using cluster = await connect(undefined, { brokers });
  const name = cluster.name("nowhere");
  await assertRejects(
    () => offsetRanges(cluster, name),
    Trouble,
    `Cannot read topic "${name}": expected a topic that exists`,
  );
});

Deno.test("offsetRanges() ends where readers of committed records do, in front of an open transaction", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "first" }] });
  const slow = cluster.kafka.producer({
    transactionalId: cluster.name("slow"),
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await slow.connect();
  const open = await slow.transaction();
  await open.send({ topic, messages: [{ value: "undecided" }] });
  await producer.send({ topic, messages: [{ value: "ours" }] });
  assertEquals(await offsetRanges(cluster, topic), [{ start: 0n, end: 1n }]);
  const asked = ["get-offsets", "--topic", topic];
  assertEquals(await runKafka(asked, brokers), `${topic}:0:3`);
  const [lag] = await measureLag(cluster, cluster.name("none"), topic);
  assertEquals(lag, { partition: 0, committed: null, end: 1n, lag: 1n });
  await open.commit();
  // The records and the transaction's marker, once the broker has written it.
  await untilAnswered(
    async () => (await offsetRanges(cluster, topic))[0]!.end === 4n,
    10_000,
    () => new Error("the end does not move on"),
  );
});
