import { Consumer, stringDeserializers } from "@platformatic/kafka";
import type { Cluster } from "workbook/cluster.ts";
import { measureLag } from "workbook/offsets.ts";
import { within } from "workbook/waiting.ts";
import { platformaticOptions } from "./other_clients.ts";

/** The job of the reader's function. */
export interface Job {
  /** Platformatic's consumer, a member of the group to be; keys and values are texts. */
  reader: Consumer<string, string, string, string>;
  /** The topic's full name; it has one partition. */
  topic: string;
  /** Bills one order; rejects when the program is to die. */
  bill: (order: string) => Promise<void>;
  /** The offset after the last order. */
  end: bigint;
}

/** The reader's answer. */
export type GoOn = (job: Job) => Promise<void>;

/** The values of the orders, in the order of their offsets. */
export const ORDERS = Array.from({ length: 8 }, (_, i) => `${1001 + i}`);
/** The number of orders that KafkaJS has billed before. */
export const DONE = 3;
const CRASH = "The program dies here";
/** How long the reader's function may wait for nothing, in milliseconds. */
export const PATIENCE_MS = 3_000;

/** How a run ended. */
export type End = "died" | "returned" | "waits";

/** The reader's function, run with a consumer of its own each time. */
export class GoOnTrial {
  /** The orders whose billing was begun. */
  readonly begun: string[] = [];
  /** The orders whose billing was done. */
  readonly billed: string[] = [];
  readonly #cluster: Cluster;
  readonly #goOn: GoOn;
  readonly #topic: string;
  readonly #group: string;

  /**
   * @param cluster The cluster to run on.
   * @param goOn The reader's answer.
   * @param topic The full name of the topic that holds the orders.
   * @param group The full name of the group to go on with.
   */
  constructor(cluster: Cluster, goOn: GoOn, topic: string, group: string) {
    this.#cluster = cluster;
    this.#goOn = goOn;
    this.#topic = topic;
    this.#group = group;
  }

  /**
   * Runs the reader's function with a consumer of its own, to its end or until it dies.
   *
   * @param fatal The order in whose middle the program dies; none when left out.
   * @returns How the run ended.
   */
  async run(fatal?: string): Promise<End> {
    const reader: Job["reader"] = new Consumer({
      ...platformaticOptions(this.#cluster),
      groupId: this.#group,
      deserializers: stringDeserializers,
      maxWaitTime: 100,
      sessionTimeout: 6_000,
    });
    const bill = (order: string): Promise<void> => {
      this.begun.push(order);
      if (order === fatal) return Promise.reject(new Error(CRASH));
      this.billed.push(order);
      return Promise.resolve();
    };
    const end = BigInt(ORDERS.length);
    const late = new Error("late");
    try {
      const job = { reader, topic: this.#topic, bill, end };
      const running = this.#goOn(job);
      await within(PATIENCE_MS, Promise.resolve(running), () => late);
      return "returned";
    } catch (error) {
      if (error === late) return "waits";
      if (error instanceof Error && error.message === CRASH) return "died";
      throw error;
    } finally {
      await reader.close(true);
    }
  }

  /** The group's committed offset. */
  async committed(): Promise<number> {
    const [place] = await measureLag(this.#cluster, this.#group, this.#topic);
    return Number(place!.committed);
  }
}
