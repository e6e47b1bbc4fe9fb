import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { Refused } from "lab/exercises.ts";
import {
  connectThroughProxy,
  type FaultProxy,
  type ProxiedCluster,
} from "lab/faults.ts";
import type { HistoryVerdict } from "lab/history.ts";
import { createTopic } from "workbook/topics.ts";
import type { Send, SendTally, WatchedSends } from "lab/watched_sends.ts";
import { type Mode, openMode, WAYS } from "./ways.ts";

/** A mode, tried out on a topic of its own, behind a proxy of its own. */
export class ModeTrial implements AsyncDisposable {
  /** How many sends were called. */
  sent = 0;
  /** How many of them were under way at the same time, at most. */
  peak = 0;
  readonly #road: ProxiedCluster;
  readonly #topic: string;
  readonly #sends: WatchedSends;
  readonly #mode: Mode;
  #underWay = 0;

  private constructor(
    road: ProxiedCluster,
    topic: string,
    sends: WatchedSends,
    mode: Mode,
  ) {
    this.#road = road;
    this.#topic = topic;
    this.#sends = sends;
    this.#mode = mode;
  }

  /**
   * Opens a mode's producer behind a proxy.
   *
   * @param cluster The cluster to send to.
   * @param need The need that the mode is for; part of the topic's name.
   * @param mode The mode to try out.
   * @returns The trial; `await using` closes its proxy.
   * @throws {Refused} If KafkaJS refuses the mode's settings.
   */
  static async begin(
    cluster: Cluster,
    need: string,
    mode: Mode,
  ): Promise<ModeTrial> {
    const road = await connectThroughProxy(cluster);
    const topic = await createTopic(cluster, `check-${need}`);
    try {
      const sends = await openMode(road.cluster, topic, mode);
      return new ModeTrial(road, topic, sends, mode);
    } catch (error) {
      await road[Symbol.asyncDispose]();
      throw new Refused(
        `For the ${need}, KafkaJS does not even begin: "${
          (error as Error).message
        }". How could a broker recognise a repetition for a producer that asks for ${
          mode.acks === 0 ? "no answer" : "less than all"
        }?`,
      );
    }
  }

  /** The proxy, which can be made to drop requests and answers. */
  get proxy(): FaultProxy {
    return this.#road.proxy;
  }

  /** The verdict on the records that were sent. */
  get verdict(): HistoryVerdict {
    return this.#sends.history.verdict();
  }

  /**
   * Sends values as the mode does.
   *
   * @param values The values of the records to send.
   * @param most The number of sends after which no more are made; without limit when left out.
   * @returns Resolves when the mode lets its caller go on, whatever became of the sends.
   */
  async call(values: string[], most = Infinity): Promise<void> {
    const send: Send = (...values) => {
      if (++this.sent > most) return Promise.reject(new Error("Enough"));
      this.peak = Math.max(this.peak, ++this.#underWay);
      const ended = (): void => void this.#underWay--;
      const sending = this.#sends.send(...values);
      sending.then(ended, ended);
      return sending;
    };
    try {
      await WAYS[this.#mode.way]!(send, values);
    } catch {
      // a send that fails is known to the history
    }
  }

  /**
   * Waits until no send is under way, and reads the topic.
   *
   * @returns How many records were sent, acknowledged, lost and stored twice.
   */
  async tally(): Promise<SendTally> {
    await this.#sends.run(() => {}, []);
    return this.#sends.tally(await readToEnd(this.#road.cluster, this.#topic));
  }

  /** Closes its proxy and its connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#road[Symbol.asyncDispose]();
  }
}
