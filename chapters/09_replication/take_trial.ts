import type { OwnCluster } from "broker/own_cluster.ts";
import protocolErrors from "kafkajs/src/protocol/error.js";
import { readToEnd } from "workbook/consumers.ts";
import { NotSolvedYet, Refused } from "lab/exercises.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { kafkaErrorName } from "workbook/errors.ts";
import {
  freezeFollowers,
  type FrozenTopic,
  thawAll,
  thawFollower,
} from "./frozen_followers.ts";

/** The reader's function: sends an order, and says what is known of it. */
export type Take = (
  order: string,
  send: (order: string) => Promise<void>,
  pause: () => Promise<void>,
) => Promise<"acknowledged" | "unknown">;

const ORDERS = ["1001", "1002", "1003", "1004", "1005", "1006"];
/** The order that is written, but whose answer is lost. */
export const ANSWER_LOST = "1003";
/** The order that is never written, because its request is lost. */
const REQUEST_LOST = "1005";
/** The order that is written, and then refused: a replica went between the two. */
const REFUSED_AFTER = "1004";
/** Kafka's number of the error `NOT_ENOUGH_REPLICAS_AFTER_APPEND`. */
const AFTER_APPEND = 20;
/** The number of pauses after which the other brokers are back. */
const PAUSES = 7;
const MOST_SENDS = 20;

/** What the reader's function said of an order, and what became of it. */
export interface TakenOrder {
  /** The order's number. */
  order: string;
  /** What the function returned for it. */
  outcome: unknown;
  /** The offsets at which it stands in the log. */
  offsets: bigint[];
  /** The failure of its first send that leaves open whether it was written, in words; `null` if there was none. */
  doubt: string | null;
}

/**
 * Lantern's orders while brokers 2 and 3 are out of sync, on a road that loses something twice.
 *
 * Brokers of today keep silent where older ones say `NOT_ENOUGH_REPLICAS_AFTER_APPEND`, so for one order
 * the trial itself puts that error in the place of the answer.
 */
export class TakeTrial {
  #own: OwnCluster;
  #sends = new Map<string, number>();
  #refusals = new Map<string, number>();
  #doubts = new Map<string, string>();
  #failures = new Set<unknown>();
  #pauses = 0;
  #topics: FrozenTopic[] = [];
  #deliver: (order: string) => Promise<unknown> = () => Promise.resolve();

  private constructor(own: OwnCluster) {
    this.#own = own;
  }

  /**
   * Takes the followers out of sync; `end()` brings them back.
   *
   * @param own The chapter's cluster.
   * @returns The trial; no order is sent yet.
   */
  static async begin(own: OwnCluster): Promise<TakeTrial> {
    const trial = new TakeTrial(own);
    const { proxy, cluster } = await connectThroughProxy(own.cluster);
    const wanted = { noun: "orders", replicas: 3, min: 2 };
    trial.#topics = await freezeFollowers(own, [wanted], async (topic) => {
      const producer = cluster.kafka.producer({ retry: { retries: 0 } });
      await producer.connect();
      await producer.send({ topic, messages: [] });
      trial.#deliver = async (order) => {
        const fault = { api: "Produce", nth: 1 } as const;
        if (trial.#loses(order, ANSWER_LOST)) {
          proxy.inject({ dropResponse: fault });
        }
        if (trial.#loses(order, REQUEST_LOST)) {
          proxy.inject({ dropRequest: fault });
        }
        await producer.send({ topic, messages: [{ value: order }] });
        if (trial.#loses(order, REFUSED_AFTER)) {
          throw protocolErrors.createErrorFromCode(AFTER_APPEND);
        }
      };
    });
    return trial;
  }

  /** How often an order was sent. */
  sends(order: string): number {
    return this.#sends.get(order) ?? 0;
  }

  /** How often the broker refused it for want of replicas. */
  refusals(order: string): number {
    return this.#refusals.get(order) ?? 0;
  }

  /**
   * Has the reader's function take each order.
   *
   * @param take The reader's function.
   * @returns What it said of each order, and what became of it.
   * @throws {Refused} If it gives up, or does not give the brokers time.
   */
  async run(take: Take): Promise<TakenOrder[]> {
    const outcomes: unknown[] = [];
    for (const order of ORDERS) {
      outcomes.push(await this.#take(take, order));
      if (this.sends(order) > MOST_SENDS) throw this.#hammered(order);
    }
    if (this.#pauses < PAUSES) await this.#bringBack();
    const log = await readToEnd(this.#own.cluster, this.#topics[0]!.name);
    return ORDERS.map((order, index) => ({
      order,
      outcome: outcomes[index],
      offsets: log.filter(({ value }) => value === order)
        .map(({ offset }) => offset),
      doubt: this.#doubts.get(order) ?? null,
    }));
  }

  /** Brings all brokers back. */
  async end(): Promise<void> {
    await thawAll(this.#own, this.#topics);
  }

  async #take(take: Take, order: string): Promise<unknown> {
    try {
      return await take(order, this.#send, this.#pause);
    } catch (error) {
      if (error instanceof NotSolvedYet || !this.#failures.has(error)) {
        throw error;
      }
      throw new Refused(
        `take threw ${
          kafkaErrorName(error) ?? "when no answer came"
        } for order ${order}, and nobody knows what to write beside it. What did that failure say about the order?`,
      );
    }
  }

  #loses(order: string, unlucky: string): boolean {
    // While replicas are missing everything is refused, so there is nothing to lose.
    return this.#pauses >= PAUSES && order === unlucky &&
      this.sends(order) === 1;
  }

  #send = async (order: string): Promise<void> => {
    this.#sends.set(order, this.sends(order) + 1);
    if (this.sends(order) > MOST_SENDS) throw this.#hammered(order);
    try {
      await this.#deliver(order);
    } catch (error) {
      this.#failures.add(error);
      if (kafkaErrorName(error) === "NOT_ENOUGH_REPLICAS") {
        this.#refusals.set(order, this.refusals(order) + 1);
      } else if (!this.#doubts.has(order)) {
        this.#doubts.set(order, kafkaErrorName(error) ?? "no answer");
      }
      throw error;
    }
  };

  #pause = async (): Promise<void> => {
    if (++this.#pauses === PAUSES) await this.#bringBack();
  };

  async #bringBack(): Promise<void> {
    await thawFollower(this.#own, this.#topics, 2);
    await thawFollower(this.#own, this.#topics, 3);
  }

  #hammered(order: string): Refused {
    return new Refused(
      `Order ${order} was sent ${
        this.sends(order)
      } times, with ${this.#pauses} pauses between, and refused each time. The brokers that are missing need a moment. Who gives it to them?`,
    );
  }
}
