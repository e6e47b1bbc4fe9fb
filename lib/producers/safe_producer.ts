import { within } from "../waiting.ts";
import { kafkaTrouble } from "../errors.ts";
import type { Clients, RecordMetadata, RecordProducer } from "../producers.ts";
import { deliver } from "./delivery.ts";
import { type Layout, Layouts, partitionsNeeded, Placing } from "./layouts.ts";
import { closed, failedSend, notSent } from "./outcomes.ts";
import { Session, Sessions } from "./session.ts";
import { type ProducerRecord, toMessage } from "../records.ts";

/** Sends one at a time, each session until it fails. */
export class SafeProducer implements RecordProducer {
  #deadlineMs: number;
  #turns = new Turns();
  #layouts: Layouts;
  #placing = new Placing();
  #sessions: Sessions;
  #isClosed = false;

  constructor({ kafka, admin }: Clients, deadlineMs: number) {
    this.#deadlineMs = deadlineMs;
    this.#layouts = new Layouts(admin);
    this.#sessions = new Sessions(() => new Session(kafka, deadlineMs));
  }

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
      const placed = this.#placing.place(topic, layout.partitions, messages);
      const delivery = deliver(session, topic, layout, placed);
      try {
        return await within(left(), delivery, () => new Error("none"));
      } catch (error) {
        this.#sessions.drop();
        throw failedSend(topic, messages, this.#deadlineMs, error);
      }
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turns.done();
    await this.#sessions.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** All that can fail before anything is sent. */
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

/** Lets one piece of work run at a time, in the order in which they ask. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Runs some work when all that asked before is done, whether it went well or not.
   *
   * @param work What to do.
   * @returns What the work gives.
   */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Waits for all who asked so far. */
  async done(): Promise<void> {
    await this.#last;
  }
}
