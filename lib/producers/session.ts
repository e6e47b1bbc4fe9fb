import type { Kafka, Message, Producer, Transaction } from "kafkajs";
import type { Carrier, Placed } from "./delivery.ts";
import { setTimeout as pause } from "node:timers/promises";
import { within } from "../waiting.ts";

const RETRY_MS = 500;

/** What makes a session transactional, in KafkaJS's words. */
export interface Transactions {
  /** The producer's name; of two with one name the newer counts. */
  transactionalId: string;
  /** After how many milliseconds the broker aborts a transaction by itself. */
  transactionTimeout: number;
}

/**
 * One idempotent KafkaJS producer, from its first send to its first failure.
 *
 * After a failed send KafkaJS gives the next records the sequence numbers of the failed ones; where
 * the broker had written those, it takes the next for copies and drops them, acknowledged. So a
 * session ends with its first failure, and nothing may send beside another.
 *
 * Source: tulios/kafkajs, `src/producer/sendMessages.js`.
 */
export class Session implements Carrier {
  #producer: Producer;
  #running = new Set<Promise<unknown>>();
  #partitionCounts = new Map<string, number>();
  #isOver = false;

  /**
   * @param kafka Where to send.
   * @param patienceMs For how long a send is tried again, in milliseconds.
   * @param transactions For a session that works by transactions.
   */
  constructor(kafka: Kafka, patienceMs: number, transactions?: Transactions) {
    this.#producer = kafka.producer({
      ...transactions,
      idempotent: true,
      maxInFlightRequests: 1,
      // KafkaJS waits 100, 200, 400, then 500 ms, and gives up after 5 retries unless told otherwise.
      retry: {
        initialRetryTime: 100,
        maxRetryTime: RETRY_MS,
        retries: Math.max(1, Math.ceil(patienceMs / RETRY_MS)),
      },
      createPartitioner: () => ({ message }) => this.#partitionOf(message),
    });
  }

  /** Connects and gets a producer id. */
  async open(): Promise<void> {
    await this.#producer.connect();
  }

  /** Begins a transaction; one at a time. */
  begin(): Promise<Transaction> {
    return this.#producer.transaction();
  }

  /** Notes how many partitions a topic has; the session's own metadata is as old as the first note. */
  note(topic: string, partitionCount: number): void {
    if (!this.#partitionCounts.has(topic)) {
      this.#partitionCounts.set(topic, partitionCount);
    }
  }

  /** Tells whether a topic has got partitions that KafkaJS will not know of for minutes. */
  isOutdated(topic: string, partitionCount: number): boolean {
    const noted = this.#partitionCounts.get(topic);
    return noted !== undefined && noted !== partitionCount;
  }

  /**
   * Sends messages in one request, and again until they are acknowledged.
   *
   * @param topic The topic's full name.
   * @param messages Their partitions decided.
   * @param through The transaction that they belong to, if any.
   * @returns The offset of the first of them, by partition.
   */
  async send(
    topic: string,
    messages: Placed[],
    through: Pick<Transaction, "send"> = this.#producer,
  ): Promise<Map<number, bigint>> {
    const sending = through.send({ topic, acks: -1, messages });
    this.#running.add(sending);
    const acknowledged = await sending.finally(() =>
      this.#running.delete(sending)
    );
    const offsets = new Map(
      acknowledged.map(({ partition, baseOffset }) => [
        partition,
        BigInt(baseOffset!),
      ]),
    );
    for (const { partition } of messages) {
      // Seen when the metadata that KafkaJS holds does not know the partition, or its leader moved.
      if (!offsets.has(partition)) {
        throw new Error(`no acknowledgement for partition ${partition}`);
      }
    }
    return offsets;
  }

  /** Ends it: what is still tried is not tried again. Fulfilled when nothing is left of it. */
  async end(): Promise<void> {
    this.#isOver = true;
    // A send that fails may connect anew, so the last word is ours only when none is left.
    await Promise.allSettled(this.#running);
    await this.#producer.disconnect();
  }

  /** KafkaJS asks this before each attempt, which makes it the one place to stop it. */
  #partitionOf({ partition }: Message): number {
    if (this.#isOver) {
      throw Object.assign(new Error("given up"), { retriable: false });
    }
    return partition!;
  }
}

const RECONNECT_MS = 100;
const HANG_UP_WITHIN_MS = 5_000;

/** The session that is in use, and those that failed and are still hanging up. */
export class Sessions {
  #make: () => Session;
  #current: Session | null = null;
  #ending = new Set<Promise<void>>();
  #wasConnected = false;

  /** @param make Makes a session that is not open yet. */
  constructor(make: () => Session) {
    this.#make = make;
  }

  /** The session in use; `null` before the first send and after a failure. */
  get current(): Session | null {
    return this.#current;
  }

  /**
   * Gives the session in use, or opens one.
   *
   * @param left How many milliseconds are left to try again. A first connection is not tried again:
   * that broker may never come.
   * @returns The session, open.
   */
  async get(left: () => number): Promise<Session> {
    while (!this.#current) {
      const session = this.#make();
      try {
        await session.open();
        if (left() <= 0) throw new Error("nobody waits for it");
        this.#current = session;
        this.#wasConnected = true;
      } catch (error) {
        this.#end(session);
        if (!this.#wasConnected || left() <= RECONNECT_MS) throw error;
        await pause(RECONNECT_MS);
      }
    }
    return this.#current;
  }

  /** Has done with the session in use; the next one is new. */
  drop(): void {
    if (this.#current) this.#end(this.#current);
    this.#current = null;
  }

  /** Hangs up. A broker that hangs is left behind; KafkaJS ends its last request by itself. */
  async close(): Promise<void> {
    this.drop();
    const ended = Promise.all(this.#ending);
    const late = (): Error => new Error("still hanging up");
    await within(HANG_UP_WITHIN_MS, ended, late).catch(() => {});
  }

  #end(session: Session): void {
    const ending = session.end().catch(() => {});
    this.#ending.add(ending);
    void ending.then(() => this.#ending.delete(ending));
  }
}
