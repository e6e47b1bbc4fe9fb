/** The promise of `openProducer()` while leaders move, and what KafkaJS makes of it. */
import { assertEquals } from "@std/assert";
import type { BrokerCluster } from "broker/broker_cluster.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { History } from "lab/history.ts";
import { openProducer, type RecordMetadata } from "workbook/producers.ts";
import { Layouts } from "workbook/producers/partitioner.ts";
import { createTopic } from "workbook/topics.ts";
import { untilEverywhere } from "workbook/topics/leaders.ts";
import { startNodes } from "../support/nodes.ts";

type Send = (
  topic: string,
  records: { value: string; partition: number }[],
) => Promise<RecordMetadata[]>;

Deno.test("openProducer() loses nothing when leaders move, KafkaJS does", async (t) => {
  await using nodes = await startNodes("failover");
  await using cluster = await connect(undefined, { brokers: nodes.brokers });
  await untilGroupsWork(cluster);
  await t.step(
    "KafkaJS forgets a record whose leader moved to a broker that answered already",
    async () => {
      const producer = cluster.kafka.producer();
      await producer.connect();
      const summary = await moveLeader(
        cluster,
        "bare",
        async (topic, messages) => {
          await producer.send({ topic, messages });
          return [];
        },
      );
      assertEquals(
        summary,
        "4 sent, 4 acknowledged, 3 in the log: 1 lost (after-1)",
      );
    },
  );
  await t.step("openProducer() writes it", async () => {
    await using producer = openProducer(cluster);
    assertEquals(
      await moveLeader(
        cluster,
        "ours",
        (topic, records) => producer.send(topic, records),
      ),
      "4 sent, 4 acknowledged, 4 in the log: nothing went wrong",
    );
  });
  await t.step(
    "Layouts still counts the broker that a partition has left",
    async () => {
      const layouts = new Layouts(cluster.admin);
      const counted: number[] = [];
      await moveLeader(cluster, "counted", async (topic) => {
        const { brokers } = await layouts.of(topic, 3); // asks anew: there are two
        counted.push(brokers);
        return [];
      });
      assertEquals(counted, [2, 2]);
    },
  );
  await t.step(
    "openProducer() writes all when a leader is killed",
    async () => {
      assertEquals(
        await killLeader(cluster, nodes),
        "6000 sent, 6000 acknowledged, 6000 in the log: nothing went wrong",
      );
    },
  );
});

/** Moves partition 1 to the broker of partition 0 between two sends to both. */
async function moveLeader(
  cluster: Cluster,
  noun: string,
  send: Send,
): Promise<string> {
  const topic = cluster.name(noun);
  const { admin } = cluster;
  await admin.createTopics({
    waitForLeaders: false, // KafkaJS gives up when a broker does not know the topic yet
    topics: [{
      topic,
      replicaAssignment: [
        { partition: 0, replicas: [1] },
        { partition: 1, replicas: [2] },
      ],
    }],
  });
  await untilEverywhere(cluster.brokers, topic, 2, 10_000);
  const history = new History();
  const sendToBoth = async (when: string): Promise<void> => {
    const records = [0, 1].map((partition) => ({
      value: `${when}-${partition}`,
      partition,
    }));
    for (const { value } of records) history.sent(value);
    const written = await send(topic, records);
    records.forEach(({ value }, n) => history.acknowledged(value, written[n]));
  };
  await sendToBoth("before");
  await admin.alterPartitionReassignments({
    topics: [{
      topic,
      partitionAssignment: [{ partition: 1, replicas: [1] }],
    }],
  });
  await until(async () => (await leadersOf(cluster, topic))[1] === 1);
  await sendToBoth("after");
  history.found(await readToEnd(cluster, topic));
  await admin.deleteTopics({ topics: [topic] });
  return history.verdict().summary;
}

/** Kills the leader of a partition in the middle of 6,000 records. */
async function killLeader(
  cluster: Cluster,
  nodes: BrokerCluster,
): Promise<string> {
  const topic = await createTopic(cluster, "orders", {
    partitions: 6,
    replicationFactor: 3,
  });
  await using producer = openProducer(cluster);
  const history = new History();
  for (let send = 0; send < 300; send++) {
    if (send === 100) {
      await nodes.node((await leadersOf(cluster, topic))[0]!).kill();
    }
    const records = Array.from({ length: 20 }, (_, n) => ({
      key: `customer-${n}`,
      value: `${send}-${n}`,
    }));
    for (const { key, value } of records) history.sent(value, { key });
    const written = await producer.send(topic, records);
    records.forEach(({ value }, n) => history.acknowledged(value, written[n]));
  }
  history.found(await readToEnd(cluster, topic, { deadlineMs: 30_000 }));
  return history.verdict().summary;
}

/** The leader of each partition. */
async function leadersOf(cluster: Cluster, topic: string): Promise<number[]> {
  const { topics } = await cluster.admin.fetchTopicMetadata({
    topics: [topic],
  });
  const leaders: number[] = [];
  for (const { partitionId, leader } of topics[0]!.partitions) {
    leaders[partitionId] = leader;
  }
  return leaders;
}

/** A new cluster makes its topic for groups when the first group asks, which takes a while. */
async function untilGroupsWork(cluster: Cluster): Promise<void> {
  const topic = await createTopic(cluster, "first");
  await using producer = openProducer(cluster);
  await producer.send(topic, [{ value: "first" }]);
  await until(() => readToEnd(cluster, topic).then(() => true, () => false));
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!await isSo()) {
    if (performance.now() > end) throw new Error("timed out after 30 s");
  }
}
