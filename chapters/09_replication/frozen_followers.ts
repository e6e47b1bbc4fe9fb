import type { OwnCluster } from "broker/own_cluster.ts";
import { type ReplicaWatch, watchReplicas } from "workbook/replicas.ts";
import { createTopic } from "workbook/topics.ts";
import { assignReplicas } from "./replica_assignment.ts";

/** The broker that leads; the others freeze. */
const LEADER = 1;

/** A topic as a check wants it to be. */
export interface WantedTopic {
  /** What its records are about; part of the topic's name. */
  noun: string;
  /** How many brokers keep a copy; broker 1 first. */
  replicas: number;
  /** `min.insync.replicas`. */
  min: number;
}

/** A topic whose followers are out of sync, and can be thawed one by one. */
export interface FrozenTopic {
  /** The topic's full name. */
  name: string;
  /** How many brokers keep a copy. */
  replicas: number;
  /** Its replicas, as they are now and from now on. */
  watch: ReplicaWatch;
}

const LAST: WantedTopic = { noun: "last", replicas: 3, min: 1 };

/**
 * Creates topics of which only broker 1 is in sync: it freezes the others, and assigns them their
 * replicas while they are frozen.
 *
 * That looks like brokers that are lost, without the seconds it takes until a lost one is missed.
 *
 * @param own The chapter's cluster.
 * @param wanted The topics to create.
 * @param meanwhile Called with each topic while all brokers are well, to prepare what can't be prepared later.
 * @returns The topics, in the same order, and one more. {@linkcode thawAll} ends what was begun.
 * @throws {Trouble} If a topic does not get its replicas in time.
 */
export async function freezeFollowers(
  own: OwnCluster,
  wanted: WantedTopic[],
  meanwhile: (topic: string, index: number) => Promise<void>,
): Promise<FrozenTopic[]> {
  const topics: FrozenTopic[] = [];
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
  { noun, replicas, min }: WantedTopic,
): Promise<FrozenTopic> {
  const name = await createTopic(cluster, `check-${noun}`, {
    replicas: [LEADER],
    configs: { "min.insync.replicas": `${min}` },
  });
  return { name, replicas, watch: await watchReplicas(cluster, name) };
}

/**
 * Thaws one broker, and waits until each topic of which it keeps a copy has it in sync.
 *
 * @param own The chapter's cluster.
 * @param topics The topics that {@linkcode freezeFollowers} created.
 * @param broker The id of the broker: 2 or 3.
 * @throws {Trouble} If it does not get in sync in time.
 */
export async function thawFollower(
  { nodes }: OwnCluster,
  topics: FrozenTopic[],
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

/**
 * Thaws all brokers, and stops watching the topics.
 *
 * @param own The chapter's cluster.
 * @param topics The topics that {@linkcode freezeFollowers} created; none when it failed.
 */
export async function thawAll(
  { nodes }: OwnCluster,
  topics: FrozenTopic[],
): Promise<void> {
  await Promise.all([2, 3].map((id) => nodes.node(id).thaw()));
  await Promise.all(topics.map(({ watch }) => watch.stop()));
}
