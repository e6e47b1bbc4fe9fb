import { within } from "workbook/deadlines.ts";
import { kafkaTrouble } from "workbook/kafka_errors.ts";
import type {
  Clients,
  RecordMetadata,
  RecordProducer,
} from "workbook/producers.ts";
import { deliver } from "workbook/producers/delivery.ts";
import { type Layout, Layouts } from "workbook/producers/layouts.ts";
import { closed, failedSend, notSent } from "workbook/producers/outcomes.ts";
import { partitionsNeeded, Placing } from "workbook/producers/placing.ts";
import { Session } from "workbook/producers/session.ts";
import { Sessions } from "workbook/producers/sessions.ts";
import { Turns } from "workbook/producers/turns.ts";
import { type ProducerRecord, toMessage } from "workbook/records.ts";

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
