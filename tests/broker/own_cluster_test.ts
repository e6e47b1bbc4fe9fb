import { assert, assertEquals } from "@std/assert";
import { exists } from "broker/folders.ts";
import { startOwnCluster } from "broker/own_cluster.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";

Deno.test("startOwnCluster() ends the former cluster of the chapter, frozen or not, and closing ends the nodes", async (t) => {
  const first = await startOwnCluster("own-cluster-test");
  const folder = first.nodes.node(1).folder;
  await first.nodes.node(2).freeze();

  const second = await startOwnCluster("own-cluster-test");
  assertEquals(await exists(folder), false);
  for (const id of [1, 2, 3, 9]) {
    assertEquals(await first.nodes.node(id).isRunning(), false);
    assertEquals(await second.nodes.node(id).isRunning(), true);
  }
  const { admin } = second.cluster;
  assertEquals((await admin.describeCluster()).brokers.length, 3);

  await t.step("a topic that a reader deletes is gone", async () => {
    const topic = second.cluster.name("orders");
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic }] });
    assert((await admin.listTopics()).includes(topic));
    await admin.deleteTopics({ topics: [topic] });
    const isGone = async (): Promise<boolean> =>
      !(await admin.listTopics()).includes(topic);
    const late = (): Error => timedOut(10_000, `"${topic}" to be deleted`);
    await untilAnswered(isGone, 10_000, late);
  });

  await second.cluster.close();
  for (const id of [1, 2, 3, 9]) {
    assertEquals(await second.nodes.node(id).isRunning(), false);
  }
});
