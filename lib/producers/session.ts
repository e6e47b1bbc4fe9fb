import type { Kafka, Message, Producer, Transaction } from "kafkajs";
import { setTimeout as pause } from "node:timers/promises";
import { within } from "../waiting.ts";
import type { Carrier } from "./delivery.ts";
import type { Placed } from "./partitioner.ts";

const RETRY_MS = 500;

/** The settings of a transactional KafkaJS producer. */
export interface Transactions {
  /** The producer's transactional id; a newer producer with the same one fences the older. */
  transactionalId: string;
  /** The time after which the broker aborts an open transaction, in milliseconds. */
  transactionTimeout: number;
}

/**
 * One idempotent KafkaJS producer, from its first send to its first failure.
 *
 * After a failed send KafkaJS gives the next records the sequence numbers of the failed ones. If the
 * broker had written those, it takes the next for duplicates and drops them, acknowledged. So a
 * session ends with its first failure, and runs one send at a time.
 *
 * Source: tulios/kafkajs, `src/producer/sendMessages.js`.
 */
export class Session implements Carrier {
  #producer: Producer;
  #running = new Set<Promise<unknown>>();
  #partitionCounts = new Map<string, number>();
  #isOver = false;

  /**
   * Makes a session that is not connected yet.
   *
   * @param kafka The KafkaJS instance to make the producer with.
   * @param patienceMs The time during which a failed request is retried, in milliseconds.
   * @param transactions The transactional settings; left out for a session without transactions.
   */
  constructor(kafka: Kafka, patienceMs: number, transactions?: Transactions) {
    this.#producer = kafka.producer({
      ...transactions,
      idempotent: true,
      maxInFlightRequests: 1,
      // KafkaJS waits 100, 200, 400, then 500 ms each time; by default it gives up after 5 retries.
      retry: {
        initialRetryTime: 100,
        maxRetryTime: RETRY_MS,
        retries: Math.max(1, Math.ceil(patienceMs / RETRY_MS)),
      },
      createPartitioner: () => ({ message }) => this.#partitionOf(message),
    });
  }

  /** Connects to the brokers and gets a producer id. */
  async open(): Promise<void> {
    await this.#producer.connect();
  }

  /** Begins a transaction; only one can be open at a time. */
  begin(): Promise<Transaction> {
    return this.#producer.transaction();
  }

  /** Notes a topic's number of partitions at the first send to it, when KafkaJS fetches its metadata. */
  note(topic: string, partitionCount: number): void {
    if (!this.#partitionCounts.has(topic)) {
      this.#partitionCounts.set(topic, partitionCount);
    }
  }

  /** Whether a topic has got new partitions since then, which KafkaJS's metadata will lack for minutes. */
  isOutdated(topic: string, partitionCount: number): boolean {
    const noted = this.#partitionCounts.get(topic);
    return noted !== undefined && noted !== partitionCount;
  }

  /**
   * Sends messages to a topic in one request, which is retried until it is acknowledged.
   *
   * @param topic The topic's full name.
   * @param messages The messages in the order of sending.
   * @param through The transaction to send in; left out for a send without one.
   * @returns The offset of the first message written to each partition, by partition number.
   * @throws KafkaJS's error, or an `Error` if a partition was not acknowledged.
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
      // Seen when KafkaJS's metadata lacks the partition, or when its leader moved.
      if (!offsets.has(partition)) {
        throw new Error(`no acknowledgement for partition ${partition}`);
      }
    }
    return offsets;
  }

  /** Stops all retries, waits for the requests that are still running, and disconnects. */
  async end(): Promise<void> {
    this.#isOver = true;
    // A send that fails may reconnect, so disconnecting is final only when none is left.
    await Promise.allSettled(this.#running);
    await this.#producer.disconnect();
  }

  /** KafkaJS calls this before each attempt, so it is the one place to stop its retries. */
  #partitionOf({ partition }: Message): number {
    if (this.#isOver) {
      throw Object.assign(new Error("given up"), { retriable: false });
    }
    return partition!;
  }
}

const RECONNECT_MS = 100;
const DISCONNECT_WITHIN_MS = 5_000;

/** The session in use, and failed ones that are still disconnecting. */
export class Sessions {
  #make: () => Session;
  #current: Session | null = null;
  #ending = new Set<Promise<void>>();
  #wasConnected = false;

  /**
   * Starts without a session.
   *
   * @param make A function that makes a session that is not connected yet.
   */
  constructor(make: () => Session) {
    this.#make = make;
  }

  /** The session in use; `null` before the first send, and after a failure. */
  get current(): Session | null {
    return this.#current;
  }

  /**
   * Returns the session in use, or opens one.
   *
   * @param left A function that returns the milliseconds left for further attempts. The very first
   * connection is tried once: that broker may never come up.
   * @returns The session, connected.
   * @throws KafkaJS's error if no connection was made in time.
   */
  async get(left: () => number): Promise<Session> {
    while (!this.#current) {
      const session = this.#make();
      try {
        await session.open();
        if (left() <= 0) throw new Error("no connection in time");
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

  /** Ends the session in use, in the background; `get` opens a new one. */
  drop(): void {
    if (this.#current) this.#end(this.#current);
    this.#current = null;
  }

  /** Ends all sessions. After 5 s a hung broker is not waited for any longer; KafkaJS ends its request by itself. */
  async close(): Promise<void> {
    this.drop();
    const ended = Promise.all(this.#ending);
    const late = (): Error => new Error("still disconnecting");
    await within(DISCONNECT_WITHIN_MS, ended, late).catch(() => {});
  }

  #end(session: Session): void {
    const ending = session.end().catch(() => {});
    this.#ending.add(ending);
    void ending.then(() => this.#ending.delete(ending));
  }
}
