import type { Message, Producer, ProducerConfig, Transaction } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { connectThroughProxy, type ProxiedCluster } from "lab/faults.ts";
import { NotedSends, type Sent } from "./noted_sends.ts";

/** The ledger in which payments are booked. */
export interface Ledger {
  /** The full name of the ledger's topic. */
  topic: string;
  /** Gives a connected producer of KafkaJS, idempotent, with one request under way at most. */
  open(config?: ProducerConfig): Promise<Producer>;
}

/** The number of answers to a payment that get lost; by then most would have given up. */
export const LOST_ANSWERS = 8;

/** A send of one of the ledger's producers. */
export interface LedgerSend {
  /** The values of its records. */
  values: string[];
  /** The number of its producer, counted from 1 as they were opened. */
  producer: number;
  /** The acknowledgements that it asked for: 0, 1, or -1 for all. */
  acks: number;
  /** How many sends of the same producer were under way with it when it began, itself included. */
  together: number;
  /** Whether a send of the same producer had failed before. */
  isAfterFailure: boolean;
}

/** A producer, and the proxy that it sends through. */
interface Road extends ProxiedCluster {
  number: number;
  underWay: number;
  hasFailed: boolean;
  /** The payment whose answers get lost at present; `null` for none. */
  unlucky: string | null;
}

/** A ledger on which the answers to some payments get lost. */
export class UnluckyLedger implements Ledger, AsyncDisposable {
  /** The full name of its topic. */
  readonly topic: string;
  /** What became of the sends. */
  readonly noted: NotedSends;
  /** The sends, in the order of the calls. */
  readonly sends: LedgerSend[] = [];
  readonly #cluster: Cluster;
  readonly #roads: Road[] = [];
  readonly #unlucky: Set<string>;
  /** The error of the call of `open()` that is to fail next; `null` for none. */
  #refusal: Error | null = null;

  /**
   * Opens a ledger.
   *
   * @param cluster The cluster that holds the topic.
   * @param topic The full name of the topic.
   * @param unlucky The payments whose answers get lost, {@linkcode LOST_ANSWERS} of each.
   */
  constructor(cluster: Cluster, topic: string, unlucky: string[]) {
    this.#cluster = cluster;
    this.topic = topic;
    this.noted = new NotedSends(topic);
    this.#unlucky = new Set(unlucky);
  }

  /** How many producers were opened. */
  get opened(): number {
    return this.#roads.length;
  }

  /**
   * Lets the second call of `open()` fail.
   *
   * @returns The error that it rejects with.
   */
  refuseSecond(): Error {
    return this.#refusal = new Error("The broker is gone");
  }

  /** Opens a producer; a property, as a reader may pass it on alone. */
  open = async (config: ProducerConfig = {}): Promise<Producer> => {
    if (this.#refusal && this.opened > 0) {
      const refusal = this.#refusal;
      this.#refusal = null;
      throw refusal;
    }
    const road: Road = {
      ...await connectThroughProxy(this.#cluster),
      number: this.#roads.length + 1,
      underWay: 0,
      hasFailed: false,
      unlucky: null,
    };
    this.#roads.push(road);
    const producer = road.cluster.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      ...config,
      retry: {
        initialRetryTime: 20,
        maxRetryTime: 50,
        retries: 1,
        ...config.retry,
      },
    });
    await producer.connect();
    return {
      ...this.#noted(producer, road),
      transaction: async () => this.#noted(await producer.transaction(), road),
    };
  };

  /** Closes its producers. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#roads.map((road) => road[Symbol.asyncDispose]()));
  }

  #noted<T extends Producer | Transaction>(sender: T, road: Road): T {
    return {
      ...sender,
      send: (record) =>
        this.#send(
          road,
          record.messages,
          record.acks,
          () => sender.send(record),
        ),
      sendBatch: (batch) => {
        const topics = batch.topicMessages ?? [];
        const messages = topics.flatMap(({ messages }) => messages);
        return this.#send(
          road,
          messages,
          batch.acks,
          () => sender.sendBatch(batch),
        );
      },
    };
  }

  async #send<S extends Sent>(
    road: Road,
    messages: Message[],
    acks = -1,
    deliver: () => Promise<S>,
  ): Promise<S> {
    const values = messages.map(({ value }) => String(value));
    this.#meetFate(values, road);
    this.sends.push({
      values,
      producer: road.number,
      acks,
      together: ++road.underWay,
      isAfterFailure: road.hasFailed,
    });
    try {
      return await this.noted.note(values, deliver);
    } catch (error) {
      road.hasFailed = true;
      throw error;
    } finally {
      road.underWay--;
    }
  }

  /** The bad luck begins with one payment, and is over when the same producer sends another alone. */
  #meetFate(values: string[], road: Road): void {
    const { proxy, underWay } = road;
    const unlucky = values.find((value) => this.#unlucky.delete(value));
    if (unlucky !== undefined) {
      road.unlucky = unlucky;
      // Among others one lost answer is enough: the retry succeeds, and the count is wrong.
      const lost = underWay === 0 ? LOST_ANSWERS : 1;
      for (let nth = 1; nth <= lost; nth++) {
        proxy.inject({ dropResponse: { api: "Produce", nth } });
      }
    } else if (underWay === 0 && !values.includes(road.unlucky ?? "")) {
      proxy.clear();
      road.unlucky = null;
    }
  }
}
