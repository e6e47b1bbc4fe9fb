import { Changes } from "./waiting.ts";
import type { Cluster } from "./cluster.ts";
import {
  describeTopics,
  type ReplicaState,
} from "./replicas/describe_topics.ts";
import { Trouble } from "./errors.ts";

export type { ReplicaState };

/** A broker's crash or start, as `replicaTimeline` draws it. */
export interface BrokerEvent {
  /** When it happened. */
  at: Date;
  /** Id of the broker. */
  broker: number;
  /** What happened to it. */
  kind: "crash" | "start";
}

/** A broker that has not answered for so long is taken for dead or frozen. */
const SILENT_MS = 300;
const PAUSE_MS = 40;
const DEADLINE_MS = 20_000;

/**
 * Watches who leads the partition of a topic, and which replicas are in sync; made by {@link watchReplicas}.
 */
export class ReplicaWatch {
  /** How the partition was, oldest first; a new state for each change. */
  readonly states: ReplicaState[] = [];
  readonly #topic: string;
  readonly #changes = new Changes();
  readonly #asking: Promise<void>[];
  #source = "";
  #heardAt = 0;
  #isOver = false;

  /**
   * @param brokers `host:port` of those to ask.
   * @param topic The topic's full name.
   */
  constructor(brokers: readonly string[], topic: string) {
    this.#topic = topic;
    this.#asking = brokers.map((broker) => this.#ask(broker));
  }

  /** How the partition is now. */
  get now(): ReplicaState {
    return this.states.at(-1)!;
  }

  /**
   * Waits until the partition is in some state.
   *
   * @param isTrue Looked at now and after each change.
   * @param what What is waited for, for the message.
   * @param deadlineMs The longest time to wait, in milliseconds; 20,000 when left out.
   * @returns That state.
   * @throws {Trouble} If the deadline passes.
   */
  async until(
    isTrue: (state: ReplicaState) => boolean,
    what: string,
    deadlineMs: number = DEADLINE_MS,
  ): Promise<ReplicaState> {
    const isSo = (): boolean => this.states.length > 0 && isTrue(this.now);
    await this.#changes.until(isSo, what, deadlineMs);
    return this.now;
  }

  /** Ends the watch; its states stay. Once is enough. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#asking);
  }

  async #ask(broker: string): Promise<void> {
    while (!this.#isOver) {
      const states = await describeTopics(broker, [this.#topic], SILENT_MS);
      const state = states?.find(({ partition }) => partition === 0);
      if (state && !this.#isOver) this.#hear(broker, state);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Brokers learn of a change one after the other, so one of them is believed, until it is silent or behind. */
  #hear(broker: string, state: ReplicaState): void {
    const last = this.states.at(-1);
    const isSilent = performance.now() - this.#heardAt > SILENT_MS;
    if (last && state.leaderEpoch < last.leaderEpoch) return;
    const isNewer = !last || state.leaderEpoch > last.leaderEpoch;
    if (broker !== this.#source && !isSilent && !isNewer) return;
    this.#source = broker;
    this.#heardAt = performance.now();
    if (last && isSame(last, state)) return;
    this.states.push(state);
    this.#changes.tell();
  }
}

/**
 * Begins to watch the replicas of a topic's partition 0 through whichever brokers answer.
 *
 * @param cluster Whose brokers; closing it ends the watch too.
 * @param topic The topic's full name.
 * @param deadlineMs How long to wait for a first answer, in milliseconds; 20,000 when left out.
 * @returns The watch, which has seen the partition once.
 * @throws {Trouble} If no broker tells of the topic.
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
 * Asks for the replicas of topics, in whatever state the brokers are.
 *
 * @param cluster Whose brokers are asked, one after the other, until one answers.
 * @param topics Full names.
 * @returns A state for each partition, by topic and partition.
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
    `Cannot ask for the replicas of "${
      topics.join('", "')
    }": expected one of the brokers ${
      cluster.brokers.join(", ")
    } to answer but found none that does. Start the cluster again with its cell`,
  );
}

function isSame(a: ReplicaState, b: ReplicaState): boolean {
  const told = (
    { leader, leaderEpoch, replicas, isr, elr }: ReplicaState,
  ): string => JSON.stringify([leader, leaderEpoch, replicas, isr, elr]);
  return told(a) === told(b);
}
