import { setTimeout as pause } from "node:timers/promises";
import type { Message } from "kafkajs";
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
import { Placing } from "workbook/producers/placing.ts";
import { Session } from "workbook/producers/session.ts";
import { Turns } from "workbook/producers/turns.ts";
import { type ProducerRecord, toMessage } from "workbook/records.ts";

const RECONNECT_MS = 100;
const HANG_UP_WITHIN_MS = 5_000;

/** Sends one at a time, each session until it fails. */
export class SafeProducer implements RecordProducer {
  #clients: Clients;
  #deadlineMs: number;
  #turns = new Turns();
  #layouts: Layouts;
  #placing = new Placing();
  #session: Session | null = null;
  #ending = new Set<Promise<void>>();
  #wasConnected = false;
  #isClosed = false;

  constructor(clients: Clients, deadlineMs: number) {
    this.#clients = clients;
    this.#deadlineMs = deadlineMs;
    this.#layouts = new Layouts(clients.admin);
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
      const [session, layout] = await this.#prepare(topic, messages, left);
      const placed = this.#placing.place(topic, layout.partitions, messages);
      const delivery = deliver(session, topic, layout, placed);
      try {
        return await within(left(), delivery, () => new Error("none"));
      } catch (error) {
        this.#endSession();
        throw failedSend(topic, messages, this.#deadlineMs, error);
      }
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#turns.done();
    this.#endSession();
    // A broker that hangs is left behind; KafkaJS ends its request within 10 s.
    const late = (): Error => new Error("still hanging up");
    await within(HANG_UP_WITHIN_MS, Promise.all(this.#ending), late)
      .catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** All that can fail before anything is sent. */
  async #prepare(
    topic: string,
    messages: Message[],
    left: () => number,
  ): Promise<[Session, Layout]> {
    const atLeast = 1 + messages.reduce(
      (most, { partition }) => Math.max(most, partition ?? 0),
      0,
    );
    const late = (): Error => notSent(topic, this.#deadlineMs);
    if (left() <= 0) throw late();
    try {
      const layout = await within(
        left(),
        this.#layouts.of(topic, atLeast),
        late,
      );
      if (this.#session?.isOutdated(topic, layout.partitions)) {
        this.#endSession();
      }
      this.#session ??= await within(left(), this.#connect(left), late);
      this.#session.note(topic, layout.partitions);
      return [this.#session, layout];
    } catch (error) {
      throw kafkaTrouble(`send to "${topic}"`, error);
    }
  }

  /** Tries again until the deadline, but not for a first connection: that broker may never come. */
  async #connect(left: () => number): Promise<Session> {
    for (;;) {
      const session = new Session(this.#clients.kafka, this.#deadlineMs);
      try {
        await session.open();
        if (left() <= 0) throw new Error("nobody waits for it");
        this.#wasConnected = true;
        return session;
      } catch (error) {
        this.#end(session);
        if (!this.#wasConnected || left() <= RECONNECT_MS) throw error;
        await pause(RECONNECT_MS);
      }
    }
  }

  #endSession(): void {
    if (this.#session) this.#end(this.#session);
    this.#session = null;
  }

  #end(session: Session): void {
    const ending = session.end().catch(() => {});
    this.#ending.add(ending);
    void ending.then(() => this.#ending.delete(ending));
  }
}
