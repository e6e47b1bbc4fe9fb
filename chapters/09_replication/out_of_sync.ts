import type { OwnCluster } from "broker/own_cluster.ts";
import { type ReplicaWatch, watchReplicas } from "workbook/replicas.ts";
import { assignReplicas } from "./assign_replicas.ts";
import { createTopic } from "workbook/topics.ts";

/** The broker that leads; the others freeze. */
const LEADER = 1;

/** How a check wants a topic to be. */
export interface Wanted {
  noun: string;
  /** How many brokers keep a copy; broker 1 first. */
  replicas: number;
  /** `min.insync.replicas`. */
  min: number;
}

/** A topic whose followers can be let in, one by one. */
export interface Topic {
  name: string;
  /** How many brokers keep a copy. */
  replicas: number;
  watch: ReplicaWatch;
}

const LAST: Wanted = { noun: "last", replicas: 3, min: 1 };

/**
 * Makes topics of which only broker 1 is in sync: the others stand still, and get their copy while they do.
 *
 * That looks like brokers that are lost, without the seconds it takes until a lost one is missed.
 *
 * @param own The chapter's cluster.
 * @param wanted The topics.
 * @param meanwhile Told of each topic while all brokers are well, to prepare what can't be prepared later.
 * @returns The topics, in the same order, and one more. Thaw brokers 2 and 3 afterwards.
 */
export async function keepOut(
  own: OwnCluster,
  wanted: Wanted[],
  meanwhile: (topic: string, index: number) => Promise<void>,
): Promise<Topic[]> {
  const topics: Topic[] = [];
  // A broker takes in one change after the other. When it knows of the last, the ones before are in force.
  for (const [index, each] of [...wanted, LAST].entries()) {
    topics.push(await begin(own, each));
    if (each !== LAST) await meanwhile(topics[index]!.name, index);
  }
  await Promise.all([2, 3].map((id) => own.nodes.node(id).freeze()));
  for (const { name, watch, replicas } of topics) {
    if (replicas === 1) continue;
    await assignReplicas(
      own.cluster.brokers[0]!,
      name,
      [1, 2, 3].slice(0, replicas),
    );
    await watch.until((now) => now.replicas.length === replicas, "replicas");
  }
  return topics;
}

async function begin(
  { cluster }: OwnCluster,
  { noun, replicas, min }: Wanted,
): Promise<Topic> {
  const name = await createTopic(cluster, `check-${noun}`, {
    replicas: [LEADER],
    configs: { "min.insync.replicas": `${min}` },
  });
  return { name, replicas, watch: await watchReplicas(cluster, name) };
}

/** Lets frozen brokers go on, and waits until each topic that they keep has them in sync. */
export async function letIn(
  { nodes }: OwnCluster,
  topics: Topic[],
  broker: number,
): Promise<void> {
  await nodes.node(broker).thaw();
  for (const { watch } of topics) {
    await watch.until(
      ({ replicas, isr }) => !replicas.includes(broker) || isr.includes(broker),
      `broker ${broker} in sync`,
    );
  }
}

/** Ends what a check began. */
export async function endAll(
  { nodes }: OwnCluster,
  topics: Topic[],
): Promise<void> {
  await Promise.all([2, 3].map((id) => nodes.node(id).thaw()));
  await Promise.all(topics.map(({ watch }) => watch.stop()));
}
