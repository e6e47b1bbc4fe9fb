import { assertEquals, assertRejects } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { newGroup, untilShared } from "workbook/groups.ts";
import { joinFromProcess } from "chapters/06_groups/member_process.ts";
import { joinGroup } from "workbook/groups/members.ts";
import { createTopic } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { brokers } from "../../support/broker.ts";

Deno.test("joinFromProcess() shares the partitions, and when it is killed the group believes in it until its session ends", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 4 });
  const group = newGroup(cluster, "packing");
  const ada = await joinGroup(cluster, {
    group,
    topic,
    name: "ada",
    config: { heartbeatInterval: 200 },
  });
  const bo = await joinFromProcess(cluster, {
    group,
    topic,
    name: "bo",
    config: { heartbeatInterval: 200, sessionTimeout: 1_000 },
  });
  await untilShared([ada, bo], 4);
  assertEquals(bo.events.map(({ kind }) => kind), ["join", "assign"]);
  await bo.kill();
  assertEquals(bo.partitions, []);
  assertEquals(bo.events.at(-1)?.kind, "crash");
  const { groups: [after] } = await cluster.admin.describeGroups([group]);
  assertEquals(after!.members.length, 2);
  await untilShared([ada], 4);
});

Deno.test("joinFromProcess() tells of the partitions that a rebalance takes and gives", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders", { partitions: 2 });
  const group = newGroup(cluster, "packing");
  const config = { heartbeatInterval: 200 };
  await using bo = await joinFromProcess(cluster, {
    group,
    topic,
    name: "bo",
    config,
  });
  const ada = await joinGroup(cluster, { group, topic, name: "ada", config });
  await untilShared([ada, bo], 2);
  assertEquals(
    bo.events.map(({ kind, partitions }) => [kind, partitions?.length]),
    [["join", 0], ["assign", 2], ["revoke", 2], ["assign", 1]],
  );
  await ada.leave();
  await bo.until(() => bo.partitions.length === 2, "both partitions");
});

Deno.test("joinFromProcess() says why its process could not join", async () => {
  await using cluster = await connect(undefined, { brokers });
  const topic = await createTopic(cluster, "orders");
  const group = newGroup(cluster, "packing");
  const config = { heartbeatInterval: 5, sessionTimeout: 10 };
  await assertRejects(
    () => joinFromProcess(cluster, { group, topic, name: "bo", config }),
    Trouble,
    "The session timeout is not within the range allowed by the broker",
  );
});
