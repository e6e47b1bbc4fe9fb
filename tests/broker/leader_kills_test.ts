/** What chapter 9 says of `acks` and `min.insync.replicas`, kill after kill. */
import { assert, assertEquals } from "@std/assert";
import type { BrokerCluster } from "broker/broker_cluster.ts";
import { type Cluster, connect } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { type ReplicaWatch, watchReplicas } from "workbook/replicas.ts";
import { createTopic } from "workbook/topics.ts";
import { type Send, WatchedSends } from "lab/watched_sends.ts";
import { startNodes } from "../support/nodes.ts";

const RUNS = 2;
const RECORDS = 10_000;
const BATCH = 100;

Deno.test(`acks=all with min.insync.replicas=2 loses none of ${RECORDS} acknowledged records in ${RUNS} kills, acks=1 loses some`, async (t) => {
  await using nodes = await startNodes("leader-kills");
  await using cluster = await connect(undefined, { brokers: nodes.brokers });
  for (let run = 1; run <= RUNS; run++) {
    const frozen = run % 2 === 0;
    await t.step(
      `run ${run}: the leader is killed${
        frozen ? " while followers hang" : ""
      }`,
      () => killOnce(cluster, nodes, { leader: run % 3 + 1, frozen }),
    );
  }
});

async function killOnce(
  cluster: Cluster,
  nodes: BrokerCluster,
  { leader, frozen }: { leader: number; frozen: boolean },
): Promise<void> {
  const followers = [1, 2, 3].filter((id) => id !== leader);
  const replicas = [leader, ...followers];
  const [safe, fast] = [
    await open(cluster, replicas, -1),
    await open(cluster, replicas, 1),
  ];
  const values = Array.from({ length: RECORDS }, (_, i) => `order ${i + 1}`);
  const quarter = RECORDS / 4;
  for (const { sends } of [safe, fast]) {
    await sends.run(inBatches, values.slice(0, quarter));
  }

  if (frozen) await Promise.all(followers.map((id) => nodes.node(id).freeze()));
  const safely = safe.sends.run(inBatches, values.slice(quarter));
  const quickly = fast.sends.run(inBatches, values.slice(quarter, 2 * quarter));
  if (frozen) await quickly;
  await nodes.node(leader).kill();
  await Promise.all(followers.map((id) => nodes.node(id).thaw()));
  await safe.watch.until((now) => now.leader !== leader, "another leader");
  await Promise.all([safely, quickly, nodes.node(leader).restart()]);

  const kept = safe.sends.tally(await readToEnd(cluster, safe.topic));
  assertEquals([kept.acknowledged, kept.lost], [RECORDS, 0]);
  const { counts } = safe.sends.history.verdict();
  const risked = fast.sends.tally(await readToEnd(cluster, fast.topic));
  assertEquals(risked.acknowledged, 2 * quarter);
  if (frozen) assert(risked.lost > 0, "acks=1 loses what only the leader had");
  console.log(
    `acks=all: ${kept.lost} lost, ${counts.duplicated} duplicated, ${counts.reorderedInPartition} out of order of ${RECORDS}; acks=1: ${risked.lost} lost of ${risked.acknowledged}`,
  );
  for (const { watch } of [safe, fast]) {
    await watch.until(({ isr }) => isr.length === 3, "three in-sync replicas");
    await watch.stop();
  }
}

async function open(
  cluster: Cluster,
  replicas: number[],
  acks: number,
): Promise<{ topic: string; watch: ReplicaWatch; sends: WatchedSends }> {
  const configs = { "min.insync.replicas": "2" };
  const topic = await createTopic(cluster, "orders", { replicas, configs });
  const retry = { retries: 200, initialRetryTime: 50, maxRetryTime: 200 };
  const producer = cluster.kafka.producer({ retry });
  await producer.connect();
  const send = (values: string[]): Promise<unknown> =>
    producer.send({
      topic,
      acks,
      messages: values.map((value) => ({ value })),
    });
  await send([]); // asks who leads
  const watch = await watchReplicas(cluster, topic);
  return { topic, watch, sends: new WatchedSends(send) };
}

async function inBatches(send: Send, values: string[]): Promise<void> {
  for (let n = 0; n < values.length; n += BATCH) {
    await send(...values.slice(n, n + BATCH));
  }
}
