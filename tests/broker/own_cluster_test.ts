import { assertEquals } from "@std/assert";
import { exists } from "broker/folders.ts";
import { startOwnCluster } from "broker/own_cluster.ts";

Deno.test("startOwnCluster() ends the former cluster of the chapter, frozen or not, and closing ends the nodes", async () => {
  const first = await startOwnCluster("own-cluster-test");
  const folder = first.nodes.node(1).folder;
  await first.nodes.node(2).freeze();

  const second = await startOwnCluster("own-cluster-test");
  assertEquals(await exists(folder), false);
  for (const id of [1, 2, 3, 9]) {
    assertEquals(await first.nodes.node(id).isRunning(), false);
    assertEquals(await second.nodes.node(id).isRunning(), true);
  }
  const { brokers } = await second.cluster.admin.describeCluster();
  assertEquals(brokers.length, 3);

  await second.cluster.close();
  for (const id of [1, 2, 3, 9]) {
    assertEquals(await second.nodes.node(id).isRunning(), false);
  }
});
