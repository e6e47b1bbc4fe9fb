import { assert, assertEquals, assertThrows } from "@std/assert";
import { clusterStatus, startCluster } from "broker/broker_cluster.ts";
import { describeCluster } from "broker/describe_cluster.ts";
import { exists } from "broker/folders.ts";
import { identify } from "broker/processes.ts";
import { CONTROLLER_ID } from "broker/plan.ts";
import { connect } from "workbook/cluster.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { testFolder } from "./test_folder.ts";

const NOTICED_WITHIN_MS = 20_000;

Deno.test("startCluster() runs three brokers and a controller that can be ended one by one", async (t) => {
  await using folder = testFolder();
  const cluster = await startCluster({
    folder: folder.path,
    ephemeral: true,
    ownerPid: Deno.pid,
  });
  /** Waits until a broker knows exactly these brokers; on a busy machine one of them may be missing for a moment. */
  const untilKnownTo = async (
    id: number,
    expected: number[],
  ): Promise<void> => {
    let known: number[] = [];
    const isKnown = async (): Promise<boolean> => {
      const { port } = cluster.node(id).identity;
      known = (await describeCluster(port))?.brokerIds.toSorted() ?? [];
      return known.join() === expected.join();
    };
    const late = (): Error =>
      timedOut(
        NOTICED_WITHIN_MS,
        `broker ${id} to know ${expected}; it knows ${known}`,
      );
    await untilAnswered(isKnown, NOTICED_WITHIN_MS, late);
  };
  const pids = [1, 2, 3, CONTROLLER_ID].map((id) => cluster.node(id).pid ?? 0);
  try {
    await t.step("every broker knows the others", async () => {
      for (const id of [1, 2, 3]) await untilKnownTo(id, [1, 2, 3]);
      assertEquals(cluster.brokers.length, 3);
    });

    await t.step("a topic has three replicas", async () => {
      await using client = await connect(undefined, {
        brokers: cluster.brokers,
      });
      await client.admin.createTopics({ topics: [{ topic: "orders" }] });
      const { topics } = await client.admin.fetchTopicMetadata({
        topics: ["orders"],
      });
      assertEquals(topics[0]?.partitions[0]?.replicas.toSorted(), [1, 2, 3]);
    });

    await t.step(
      "kill() of one broker is noticed by the others, restart() too",
      async () => {
        await cluster.node(2).kill();
        await untilKnownTo(1, [1, 3]);
        const status = await clusterStatus(folder.path);
        const second = status?.nodeStatus.find(({ name }) =>
          name === "broker-2"
        );
        assertEquals([second?.pid, second?.serves], [null, false]);

        await cluster.node(2).restart();
        await untilKnownTo(2, [1, 2, 3]);
      },
    );

    await t.step(
      "freeze() keeps the process and its connections, thaw() lets it go on",
      async () => {
        const node = cluster.node(3);
        const { pid } = node;
        await node.freeze();
        assertEquals(await describeCluster(node.identity.port, 200), null);
        assert(await node.isRunning());
        await node.thaw();
        await untilKnownTo(1, [1, 2, 3]);
        assertEquals(node.pid, pid);
      },
    );

    await t.step("startCluster() starts the node that is missing", async () => {
      await cluster.node(1).stop();
      await using joined = await startCluster({
        folder: folder.path,
        ephemeral: true,
      });
      assertEquals(joined.started, false);
      await untilKnownTo(1, [1, 2, 3]);
    });

    await t.step("the controller can be killed and restarted", async () => {
      const controller = cluster.node(CONTROLLER_ID);
      await controller.kill();
      await controller.restart();
      assert(await controller.isRunning());
    });

    await t.step("node() names the nodes that there are", () => {
      assertThrows(
        () => cluster.node(4),
        RangeError,
        'Cannot find node "4": expected one of 1, 2, 3, 9',
      );
    });
  } finally {
    await cluster.stop();
  }
  assertEquals(await exists(folder.path), false);
  for (const pid of pids) {
    assertEquals(await identify(pid, folder.path), null);
  }
});

Deno.test("stop() of a cluster ends brokers in order, and the records are there at the next start", async () => {
  await using folder = testFolder();
  const options = { folder: folder.path, ownerPid: Deno.pid };
  const first = await startCluster(options);
  {
    await using client = await connect(undefined, { brokers: first.brokers });
    await client.admin.createTopics({ topics: [{ topic: "orders" }] });
  }
  await first.stop();
  const log = await Deno.readTextFile(first.node(1).log);
  assert(
    log.includes("The controller has asked us to exit controlled shutdown"),
  );

  await using second = await startCluster(options);
  assertEquals(second.clusterId, first.clusterId);
  await using client = await connect(undefined, { brokers: second.brokers });
  assert((await client.admin.listTopics()).includes("orders"));
});
