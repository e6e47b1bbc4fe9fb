import { assert, assertEquals } from "@std/assert";
import { connect } from "workbook/cluster.ts";
import { untilAnswered } from "workbook/polling.ts";
import { describeReplicas } from "workbook/replicas.ts";
import { assignReplicas } from "workbook/replicas/assign_replicas.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { startNodes } from "../../support/nodes.ts";

Deno.test("offsetRanges() answers while the leader moves from broker to broker", async () => {
  await using nodes = await startNodes("moving");
  await using cluster = await connect(undefined, { brokers: nodes.brokers });
  const topic = await createTopic(cluster, "orders", { replicas: [1] });
  let asked = 0;
  for (const id of [2, 3, 1, 2, 3, 1]) {
    await assignReplicas(cluster.brokers[0]!, topic, [id]);
    const hasMoved = async (): Promise<boolean> => {
      const ranges = await offsetRanges(cluster, topic);
      assertEquals(ranges, [{ start: 0n, end: 0n }]);
      asked++;
      const [state] = await describeReplicas(cluster, [topic]);
      return state?.leader === id;
    };
    await untilAnswered(hasMoved, 20_000, () => new Error("it stays"));
  }
  assert(asked > 6, `asked ${asked} times`);
});
