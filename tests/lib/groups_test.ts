import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import {
  newGroup,
  untilCommitted,
  untilRebalancing,
  untilShared,
} from "workbook/groups.ts";
import { joinGroup } from "workbook/groups/members.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../support/broker.ts";

Deno.test("newGroup() names a group that closing the cluster deletes", async () => {
  await using watcher = await connect(undefined, { brokers });
  const cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const [group, other] = [newGroup(cluster, "a"), newGroup(cluster, "a")];
  assertNotEquals(group, other);
  await joinGroup(cluster, { group, topic, name: "ada" });
  const isThere = async (): Promise<boolean> =>
    (await watcher.admin.listGroups()).groups
      .some(({ groupId }) => groupId === group);
  assertEquals(await isThere(), true);
  await cluster.close();
  assertEquals(await isThere(), false);
});

Deno.test("untilShared() tells who had what when the deadline passes", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const group = newGroup(cluster, "packing");
  const ada = await joinGroup(cluster, { group, topic, name: "ada" });
  await assertRejects(
    () => untilShared([ada], 3, 100),
    Trouble,
    "each of 3 partitions to have one owner; ada had 0, 1",
  );
});

Deno.test("untilRebalancing() ends while a member has a record in hand, and not before", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const group = newGroup(cluster, "packing");
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "1001" }] });
  const done = Promise.withResolvers<void>();
  const ada = await joinGroup(cluster, {
    group,
    topic,
    name: "ada",
    handle: () => done.promise,
  });
  try {
    await assertRejects(
      () => untilRebalancing(cluster, group, 1_000),
      Trouble,
      'its state was "Stable"',
    );
    const joining = joinGroup(cluster, { group, topic, name: "bo" });
    await untilRebalancing(cluster, group);
    assertEquals(ada.records, []);
    done.resolve();
    await joining;
  } finally {
    done.resolve();
  }
});

Deno.test("untilCommitted() ends when the group has committed behind the record", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const group = newGroup(cluster, "packing");
  const producer = cluster.kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: "1" }, { value: "2" }] });
  const ada = await joinGroup(cluster, {
    group,
    topic,
    name: "ada",
    autoCommit: false,
  });
  await ada.until(() => ada.records.length === 2, "two records");
  const [first, second] = ada.records;
  await ada.commit(first!);
  await untilCommitted(cluster, group, first!);
  await assertRejects(
    () => untilCommitted(cluster, group, second!, 100),
    Trouble,
    "to commit past offset 1 of partition 0",
  );
});
