import type { Cluster } from "./cluster.ts";
import { Trouble } from "./errors.ts";
import {
  describeTopics,
  type ReplicaState,
} from "./replicas/describe_topics.ts";
import { Changes } from "./waiting.ts";

export type { ReplicaState } from "./replicas/describe_topics.ts";

/** A broker's crash or start, as `replicaTimeline` draws it. */
export interface BrokerEvent {
  /** When it happened. */
  at: Date;
  /** Id of the broker. */
  broker: number;
  /** What happened to the broker. */
  kind: "crash" | "start";
}

/** A broker that has not answered for this long is considered dead or frozen. */
const SILENT_MS = 300;
const PAUSE_MS = 40;
const DEADLINE_MS = 20_000;

/** A watch on the leader and the in-sync replicas of a topic's partition 0; made by {@link watchReplicas}. */
export class ReplicaWatch {
  /** The states of the partition so far, oldest first; one more after each change. */
  readonly states: ReplicaState[] = [];
  readonly #topic: string;
  readonly #changes = new Changes();
  readonly #asking: Promise<void>[];
  #source = "";
  #notedAt = 0;
  #isOver = false;

  /**
   * Starts to query the brokers, and goes on until `stop` is called.
   *
   * @param brokers `host:port` of the brokers to query.
   * @param topic The topic's full name.
   */
  constructor(brokers: readonly string[], topic: string) {
    this.#topic = topic;
    this.#asking = brokers.map((broker) => this.#ask(broker));
  }

  /** The newest state of the partition. */
  get now(): ReplicaState {
    return this.states.at(-1)!;
  }

  /**
   * Waits until the partition is in a certain state.
   *
   * @param isTrue The condition on the state, checked now and after each change.
   * @param what The thing that is waited for, as it stands after "waiting for" in the message.
   * @param deadlineMs The longest time to wait, in milliseconds; 20,000 when left out.
   * @returns The first state that fulfils the condition.
   * @throws {Trouble} If the deadline passes.
   */
  async until(
    isTrue: (state: ReplicaState) => boolean,
    what: string,
    deadlineMs: number = DEADLINE_MS,
  ): Promise<ReplicaState> {
    const isReached = (): boolean => this.states.length > 0 && isTrue(this.now);
    await this.#changes.until(isReached, what, deadlineMs);
    return this.now;
  }

  /** Ends the watch and keeps its states; later calls do nothing. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#asking);
  }

  async #ask(broker: string): Promise<void> {
    while (!this.#isOver) {
      const states = await describeTopics(broker, [this.#topic], SILENT_MS);
      const state = states?.find(({ partition }) => partition === 0);
      if (state && !this.#isOver) this.#note(broker, state);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Brokers learn of a change one after the other, so only one counts, until it falls silent or behind. */
  #note(broker: string, state: ReplicaState): void {
    const last = this.states.at(-1);
    const isSilent = performance.now() - this.#notedAt > SILENT_MS;
    if (last && state.leaderEpoch < last.leaderEpoch) return;
    const isNewer = !last || state.leaderEpoch > last.leaderEpoch;
    if (broker !== this.#source && !isSilent && !isNewer) return;
    this.#source = broker;
    this.#notedAt = performance.now();
    if (last && isSame(last, state)) return;
    this.states.push(state);
    this.#changes.tell();
  }
}

/**
 * Starts a watch on the replicas of a topic's partition 0, through whichever brokers answer.
 *
 * @param cluster The cluster to query; closing it ends the watch.
 * @param topic The topic's full name.
 * @param deadlineMs The longest time to wait for a first answer, in milliseconds; 20,000 when left out.
 * @returns The watch, with the first state of the partition.
 * @throws {Trouble} If no broker reports the topic before the deadline.
 *
 * @example Until all three replicas are in sync again
 * ```ts ignore
 * const watch = await watchReplicas(cluster, orders);
 * await watch.until(({ isr }) => isr.length === 3, "three replicas in sync");
 * await watch.stop();
 * ```
 */
export async function watchReplicas(
  cluster: Pick<Cluster, "brokers" | "onClose">,
  topic: string,
  deadlineMs: number = DEADLINE_MS,
): Promise<ReplicaWatch> {
  const watch = new ReplicaWatch(cluster.brokers, topic);
  cluster.onClose(() => watch.stop());
  const what = `a broker that knows the topic "${topic}"`;
  try {
    await watch.until(() => true, what, deadlineMs);
  } catch (error) {
    await watch.stop();
    throw error;
  }
  return watch;
}

/**
 * Reads the replicas of topics from the first broker that answers, even while others are down or frozen.
 *
 * @param cluster The cluster to query.
 * @param topics The topics' full names.
 * @returns The state of each partition, by topic and partition; nothing for a topic that does not exist.
 * @throws {Trouble} If no broker answers.
 *
 * Source: Kafka Admin API, `Admin.describeTopics`.
 *
 * @example A topic with three replicas
 * ```ts ignore
 * const [state] = await describeReplicas(cluster, [orders]);
 * state; // { leader: 2, replicas: [2, 3, 1], isr: [2, 3, 1], elr: [], … }
 * ```
 */
export async function describeReplicas(
  cluster: Pick<Cluster, "brokers">,
  topics: readonly string[],
): Promise<ReplicaState[]> {
  for (const broker of cluster.brokers) {
    const states = await describeTopics(broker, topics, SILENT_MS);
    if (states) return states;
  }
  throw new Trouble(
    `Cannot read the replicas of "${
      topics.join('", "')
    }": expected one of the brokers ${
      cluster.brokers.join(", ")
    } to answer but found none that does. Start the cluster again with its cell`,
  );
}

function isSame(a: ReplicaState, b: ReplicaState): boolean {
  const text = (state: ReplicaState): string =>
    JSON.stringify({ ...state, at: null });
  return text(a) === text(b);
}
