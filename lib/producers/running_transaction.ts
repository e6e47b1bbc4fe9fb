import type { Transaction } from "kafkajs";
import { within } from "../waiting.ts";
import { kafkaErrorName, kafkaTrouble, Trouble } from "../errors.ts";
import { deliver, type RecordMetadata } from "./delivery.ts";
import {
  type Layouts,
  type Partitioner,
  partitionsNeeded,
} from "./partitioner.ts";
import { failedPart } from "./outcomes.ts";
import type { Session } from "./session.ts";
import { Turns } from "./safe_producer.ts";
import { type ProducerRecord, toMessage } from "../records.ts";

/** The progress of a consumer group in one partition. */
export interface Progress {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** The offset of the next record to process: that of the last one processed, plus 1. */
  offset: bigint;
}

/** A transaction as the function passed to `transact()` sees it. */
export interface OpenTransaction {
  /**
   * Sends records to a topic as part of the transaction.
   *
   * @param topic The topic's full name.
   * @param records The records, in the order to write them; any number.
   * @returns The partition and offset of each record, in the same order; empty when there are no records.
   * @throws {Trouble} If the records could not be sent, or were not acknowledged; the latter aborts the transaction.
   */
  send(topic: string, records: ProducerRecord[]): Promise<RecordMetadata[]>;
  /**
   * Commits a consumer group's offsets as part of the transaction.
   *
   * @param group The group's full name.
   * @param progress The offsets to commit, one for each partition.
   * @throws {Trouble} If they were not acknowledged; this aborts the transaction.
   */
  sendOffsets(group: string, progress: Progress[]): Promise<void>;
}

/** The session and settings that a transaction runs with. */
interface Means {
  session: Session;
  transaction: Transaction;
  layouts: Layouts;
  partitioner: Partitioner;
  deadlineMs: number;
}

const PAUSE_MS = 10;

/** A transaction that is neither committed nor aborted yet. */
export class RunningTransaction implements OpenTransaction {
  #means: Means;
  #turns = new Turns();
  #failure: Trouble | null = null;
  #isDone = false;

  /**
   * Takes over a transaction that has just begun.
   *
   * @param means The session and settings that it runs with.
   */
  constructor(means: Means) {
    this.#means = means;
  }

  /** Whether a send failed on its way to the brokers, so that the transaction can't be committed. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  async send(
    topic: string,
    records: ProducerRecord[],
  ): Promise<RecordMetadata[]> {
    const messages = records.map(toMessage);
    return await this.#takeTurn(`send to "${topic}"`, async () => {
      const { session, transaction, layouts, partitioner } = this.#means;
      const layout = await layouts.of(topic, partitionsNeeded(messages));
      const placed = partitioner.place(topic, layout.partitions, messages);
      return () =>
        deliver(
          { send: (to, part) => session.send(to, part, transaction) },
          topic,
          layout,
          placed,
        );
    });
  }

  async sendOffsets(group: string, progress: Progress[]): Promise<void> {
    const byTopic = Map.groupBy(progress, ({ topic }) => topic);
    const topics = [...byTopic].map(([topic, partitions]) => ({
      topic,
      partitions: partitions.map(({ partition, offset }) => ({
        partition,
        offset: String(offset),
      })),
    }));
    await this.#takeTurn(
      `commit the offsets of group "${group}"`,
      () =>
        Promise.resolve(() =>
          this.#afterTheLast(() =>
            this.#means.transaction.sendOffsets({
              consumerGroupId: group,
              topics,
            })
          )
        ),
    );
  }

  /**
   * Waits for all sends, awaited or not; later ones are refused.
   *
   * @throws {Trouble} If a send failed, even if the work caught its error.
   */
  async done(): Promise<void> {
    await this.#turns.done();
    this.#isDone = true;
    if (this.#failure) throw this.#failure;
  }

  /**
   * The broker refuses a transaction while it is still writing the markers of the previous one.
   * KafkaJS retries when the transaction begins with a send, but not when it begins with offsets.
   */
  async #afterTheLast(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const isEarly = kafkaErrorName(error) === "CONCURRENT_TRANSACTIONS";
        if (!isEarly || this.#failure) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  /**
   * Runs a send in its turn.
   *
   * @param action The thing to try, as it stands after "Cannot".
   * @param prepare A function that does what can fail without harm to the transaction, and returns
   * another one that does the rest.
   */
  #takeTurn<T>(
    action: string,
    prepare: () => Promise<() => Promise<T>>,
  ): Promise<T> {
    const { deadlineMs } = this.#means;
    const late = (): Error => new Error("no answer");
    return this.#turns.take(async () => {
      if (this.#isDone) {
        throw new Trouble(
          `Cannot ${action}: expected a running transaction but found one that has ended. Await every send within transact()`,
        );
      }
      const act = await within(deadlineMs, prepare(), late)
        .catch((error) => {
          throw kafkaTrouble(action, error);
        });
      try {
        return await within(deadlineMs, act(), late);
      } catch (error) {
        this.#failure = failedPart(action, deadlineMs, error);
        throw this.#failure;
      }
    });
  }
}
