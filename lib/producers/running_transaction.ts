import type { Transaction } from "kafkajs";
import { within } from "../waiting.ts";
import { kafkaErrorName, kafkaTrouble, Trouble } from "../errors.ts";
import type { RecordMetadata } from "../producers.ts";
import { deliver } from "./delivery.ts";
import { type Layouts, partitionsNeeded, type Placing } from "./layouts.ts";
import { failedPart } from "./outcomes.ts";
import type { Session } from "./session.ts";
import { Turns } from "./safe_producer.ts";
import { type ProducerRecord, toMessage } from "../records.ts";
import type { OpenTransaction, Progress } from "../transactions.ts";

/** What a running transaction works with. */
interface Means {
  session: Session;
  transaction: Transaction;
  layouts: Layouts;
  placing: Placing;
  deadlineMs: number;
}

const PAUSE_MS = 10;

/** A transaction that is neither committed nor aborted yet. */
export class RunningTransaction implements OpenTransaction {
  #means: Means;
  #turns = new Turns();
  #failure: Trouble | null = null;
  #isDone = false;

  constructor(means: Means) {
    this.#means = means;
  }

  /** Whether something failed after it was sent, so that it can't be committed. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  async send(
    topic: string,
    records: ProducerRecord[],
  ): Promise<RecordMetadata[]> {
    const messages = records.map(toMessage);
    return await this.#takeTurn(`send to "${topic}"`, async () => {
      const { session, transaction, layouts, placing } = this.#means;
      const layout = await layouts.of(topic, partitionsNeeded(messages));
      const placed = placing.place(topic, layout.partitions, messages);
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
   * Waits for all that was sent, awaited or not; nothing more can be sent afterwards.
   *
   * @throws {Trouble} If something failed, though the work did not mind.
   */
  async done(): Promise<void> {
    await this.#turns.done();
    this.#isDone = true;
    if (this.#failure) throw this.#failure;
  }

  /**
   * The broker refuses to begin while it is still writing the markers of the transaction before.
   * KafkaJS tries again when a send is what begins, but not for offsets.
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
   * @param action What is tried, as it stands after "Cannot".
   * @param prepare Does what can fail without harm; gives what can't.
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
