import type { Cluster } from "../cluster.ts";
import { within } from "../waiting.ts";
import { kafkaTrouble } from "../errors.ts";
import { deliver, type RecordMetadata } from "./delivery.ts";
import {
  type Layout,
  Layouts,
  Partitioner,
  partitionsNeeded,
} from "./partitioner.ts";
import { closed, failedSend, notSent } from "./outcomes.ts";
import { Session, Sessions } from "./session.ts";
import { type ProducerRecord, toMessage } from "../records.ts";

/** The part of a cluster connection that a producer uses. */
export type Clients = Pick<Cluster, "kafka" | "admin">;

/** The `RecordProducer` of `openProducer()`: runs one send at a time, and changes sessions after a failure. */
export class SafeProducer {
  #deadlineMs: number;
  #turns = new Turns();
  #layouts: Layouts;
  #partitioner = new Partitioner();
  #sessions: Sessions;
  #isClosed = false;

  /**
   * Makes a producer that is not connected yet.
   *
   * @param clients The cluster to send to.
   * @param deadlineMs The longest time that a send may take, in milliseconds.
   */
  constructor({ kafka, admin }: Clients, deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
    this.#layouts = new Layouts(admin);
    this.#sessions = new Sessions(() => new Session(kafka, deadlineMs));
  }

  /** Sends records as `RecordProducer.send` describes. */
  async send(
    topic: string,
    records: ProducerRecord[],
  ): Promise<RecordMetadata[]> {
    if (this.#isClosed) throw closed(topic);
    const messages = records.map(toMessage);
    const end = performance.now() + this.#deadlineMs;
    const left = (): number => end - performance.now();
    return await this.#turns.take(async () => {
      const needed = partitionsNeeded(messages);
      const [session, layout] = await this.#prepare(topic, needed, left);
      const placed = this.#partitioner.place(
        topic,
        layout.partitions,
        messages,
      );
      const delivery = deliver(session, topic, layout, placed);
      try {
        return await within(left(), delivery, () => new Error("none"));
      } catch (error) {
        this.#sessions.drop();
        throw failedSend(topic, messages, this.#deadlineMs, error);
      }
    });
  }

  /** Waits for the sends called so far, and disconnects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turns.done();
    await this.#sessions.close();
  }

  /** Closes the producer. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Does everything that can fail before a record is sent. */
  async #prepare(
    topic: string,
    needed: number,
    left: () => number,
  ): Promise<[Session, Layout]> {
    const late = (): Error => notSent(topic, this.#deadlineMs);
    if (left() <= 0) throw late();
    try {
      const asked = this.#layouts.of(topic, needed);
      const layout = await within(left(), asked, late);
      if (this.#sessions.current?.isOutdated(topic, layout.partitions)) {
        this.#sessions.drop();
      }
      const session = await within(left(), this.#sessions.get(left), late);
      session.note(topic, layout.partitions);
      return [session, layout];
    } catch (error) {
      throw kafkaTrouble(`send to "${topic}"`, error);
    }
  }
}

/** A queue that runs one piece of work at a time, in the order of the calls. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs some work once all earlier work has ended, whether it succeeded or failed.
   *
   * @param work The function that does the work.
   * @returns What the work resolves to.
   */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Waits for all work queued so far. */
  async done(): Promise<void> {
    await this.#last;
  }
}
