/** The part "Groups" of the page When something goes wrong, made to happen. */
import { assertEquals } from "@std/assert";
import { type Cluster, connect } from "workbook/cluster.ts";
import { joinGroup, newGroup, untilRebalancing } from "workbook/groups.ts";
import { resetGroup } from "workbook/offsets.ts";
import { openProducer } from "workbook/producers.ts";
import { createTopic } from "workbook/topics.ts";
import { untilAnswered } from "workbook/waiting.ts";
import { brokers } from "../../support/broker.ts";
import { failureOf, testTroubles } from "../../support/troubles.ts";

/** A topic of two partitions with an order in each. */
async function twoOrders(cluster: Cluster): Promise<string> {
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  await using producer = openProducer(cluster);
  const records = [0, 1].map((partition) => ({ partition, value: "paid" }));
  await producer.send(topic, records);
  return topic;
}

testTroubles(["unknown-member"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await twoOrders(cluster);
  const group = newGroup(cluster, "packing");
  const commit = Promise.withResolvers<unknown>();
  const hasNoMember = async (): Promise<boolean> => {
    const { groups } = await cluster.admin.describeGroups([group]);
    return groups[0]!.members.length === 0;
  };
  await using _slow = await joinGroup(cluster, {
    group,
    topic,
    name: "slow",
    autoCommit: false,
    config: { sessionTimeout: 1_000, heartbeatInterval: 200 },
    handle: async (record, member) => {
      const late = (): Error => new Error("it is still a member");
      await untilAnswered(hasNoMember, 20_000, late);
      commit.resolve(await failureOf(member.commit(record)));
    },
  });
  seen(await commit.promise);
});

testTroubles(["group-stuck"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await twoOrders(cluster);
  const group = newGroup(cluster, "packing");
  const started = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  await using _slow = await joinGroup(cluster, {
    group,
    topic,
    name: "slow",
    config: { sessionTimeout: 30_000 },
    handle: () => {
      started.resolve();
      return goOn.promise;
    },
  });
  await started.promise;
  const joining = joinGroup(cluster, { group, topic, name: "new" });
  await untilRebalancing(cluster, group);
  const { groups } = await cluster.admin.describeGroups([group]);
  seen(groups[0]!.state);
  goOn.resolve();
  await using newcomer = await joining;
  assertEquals(newcomer.partitions.length, 1);
});

testTroubles(["non-empty-group"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await twoOrders(cluster);
  const group = newGroup(cluster, "packing");
  const member = await joinGroup(cluster, { group, topic, name: "ada" });
  const move = {
    groupId: group,
    topic,
    partitions: [{ partition: 0, offset: "0" }],
  };
  seen(await failureOf(cluster.admin.deleteGroups([group])));
  seen(await failureOf(cluster.admin.setOffsets(move)));
  seen(await failureOf(resetGroup(cluster, group, topic, "earliest")));
  await member.leave();
  assertEquals(await resetGroup(cluster, group, topic, "earliest"), [0n, 0n]);
});

testTroubles(["two-topics"], async (seen) => {
  await using cluster = await connect(undefined, { brokers });
  const [orders, returns] = [
    await twoOrders(cluster),
    await twoOrders(cluster),
  ];
  const group = newGroup(cluster, "office");
  const ada = { group, topic: orders, name: "ada" };
  const bo = { group, topic: returns, name: "bo" };
  {
    await using _ada = await joinGroup(cluster, ada);
    seen(await failureOf(joinGroup(cluster, bo)));
  }
  // The same with KafkaJS alone: some partitions are dealt to the member that does not read them.
  await using other = await connect(undefined, { brokers });
  const groupId = newGroup(cluster, "office");
  const dealt = new Map<string, Record<string, number[]>>();
  for (const [at, topic] of [[cluster, orders], [other, returns]] as const) {
    const consumer = at.kafka.consumer({ groupId });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      dealt.set(topic, payload.memberAssignment);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({ eachMessage: () => Promise.resolve() });
  }
  const isSettled = async (): Promise<boolean> => {
    const { groups } = await cluster.admin.describeGroups([groupId]);
    const { state, members } = groups[0]!;
    return state === "Stable" && members.length === 2 && dealt.size === 2;
  };
  await untilAnswered(isSettled, 15_000, () => new Error("it is not settled"));
  const read = [orders, returns].map((topic) =>
    dealt.get(topic)?.[topic] ?? []
  );
  assertEquals(read.flat().length < 4, true, JSON.stringify([...dealt]));
});
