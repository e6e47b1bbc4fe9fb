import type { EachMessagePayload, Producer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { createTopic } from "workbook/topics.ts";
import { expectLetters } from "./letters.ts";
import { type Case, CASES, payloads } from "./orders.ts";

/** What the reader's function works with. */
export interface BillingDesk {
  /** Asks the bank for the money; rejects when the bank does not answer. */
  charge(order: { order: number }): Promise<void>;
  /** The dead-letter topic, and a connected producer for it. */
  letters: { producer: Pick<Producer, "send">; topic: string };
}

/** The reader's function: handles one record, as KafkaJS hands it over. */
export type Billing = (
  payload: EachMessagePayload,
  desk: BillingDesk,
) => Promise<void>;

/**
 * Checks exercise 2: goes on past malformed records, and loses nothing.
 *
 * @param cluster The cluster to check on.
 * @param billing The reader's answer.
 * @returns The verdict.
 */
export function checkBill(
  cluster: Cluster,
  billing: Billing,
): Promise<Verdict> {
  return check("bill", async () => {
    const deadLetters = await createTopic(cluster, "check-letters");
    const producer = cluster.kafka.producer();
    await producer.connect();
    const given = await payloads(cluster);
    const charged: number[] = [];
    for (const [i, payload] of given.entries()) {
      const trial = new BillingTrial(CASES[i]!, payload, billing);
      await trial.run({ producer, topic: deadLetters });
      charged.push(...trial.charged);
    }
    await expectLetters(cluster, deadLetters, given[0]!.topic);
    await producer.disconnect();
    return `${charged.join(", ")} are charged, each once, and ${
      given.length - charged.length
    } records lie among the dead letters, byte for byte. When the bank and the dead-letter topic were away, your function threw, so KafkaJS would have tried again.`;
  });
}

/** One record, handled by the reader's function until it is done. */
class BillingTrial {
  charged: number[] = [];
  #case: Case;
  #payload: EachMessagePayload;
  #billing: Billing;

  constructor(each: Case, payload: EachMessagePayload, billing: Billing) {
    this.#case = each;
    this.#payload = payload;
    this.#billing = billing;
  }

  async run(letters: BillingDesk["letters"]): Promise<void> {
    const { malformed, away } = this.#case;
    if (away) await this.#whileAway(letters, away);
    if (malformed) await this.#setAside(letters, malformed);
    else await this.#charge(letters);
  }

  get #name(): string {
    return `Record ${this.#payload.message.offset}`;
  }

  async #charge(letters: BillingDesk["letters"]): Promise<void> {
    const { sent, done } = this.#hand(letters);
    const error = await done;
    const found = this.charged.filter((order) => order === this.#case.order);
    if (!error && found.length === 1 && sent.length === 0) return;
    throw new Refused(
      `${this.#name} is a good order, and ${
        error
          ? `yours threw ${error}`
          : sent.length > 0
          ? "yours sent it to the dead letters"
          : `it was charged ${found.length} times`
      }. What is wrong with it?`,
    );
  }

  async #setAside(
    letters: BillingDesk["letters"],
    malformed: string,
  ): Promise<void> {
    const acknowledge = Promise.withResolvers<void>();
    const { sent, asked, done } = this.#hand(letters, acknowledge.promise);
    await Promise.race([asked, done]);
    if (sent.length === 0) throw this.#unsent(malformed, await done);
    // A function that waits for the acknowledgement is still waiting after a turn of the event loop.
    const turn = new Promise<"waiting">((resolve) =>
      setTimeout(() => resolve("waiting"))
    );
    if (await Promise.race([done, turn]) !== "waiting") {
      throw new Refused(
        `${this.#name} was on its way to the dead letters when yours returned. KafkaJS now commits behind it, but nobody has acknowledged the letter. If the machine goes in this moment, where is the record?`,
      );
    }
    acknowledge.resolve();
    const error = await done;
    if (error) {
      throw new Refused(
        `The dead letter of ${this.#name.toLowerCase()} was acknowledged, and yours threw ${error} all the same. KafkaJS hands it over again. What will the dead-letter topic look like?`,
      );
    }
  }

  /** What to say when a malformed record did not get as far as the dead letters. */
  #unsent(malformed: string, error: unknown): Refused {
    const { order } = this.#case;
    if (error) {
      const behind = CASES.length - 1 - Number(this.#payload.message.offset);
      return new Refused(
        `${this.#name} can't be read: ${malformed}. Yours threw ${error}. KafkaJS hands it over again, or ends the consumer. What becomes of the ${behind} records behind it?`,
      );
    }
    if (this.charged.length > 0) {
      return new Refused(
        `${this.#name} was charged, though ${malformed}. What did you hold it against?`,
      );
    }
    return new Refused(
      `${this.#name} can't be read: ${malformed}. Yours returned, so KafkaJS commits behind it, and nothing was sent to the dead letters. Who will ever hear of order ${order}?`,
    );
  }

  async #whileAway(
    letters: BillingDesk["letters"],
    away: "bank" | "letters",
  ): Promise<void> {
    const failing = Promise.reject(new Error("no answer"));
    perhapsForgotten(failing);
    const { sent, done } = away === "letters"
      ? this.#hand(letters, failing)
      : this.#hand(letters, Promise.resolve(), failing);
    if (await done) return;
    throw new Refused(
      away === "letters"
        ? `The dead-letter topic did not take ${this.#name.toLowerCase()}, and yours returned as if it had. KafkaJS commits behind it. Where is the record now?`
        : sent.length > 0
        ? `${this.#name} is a good order; it was the bank that did not answer. Yours sent it to the dead letters. The bank will be away for an hour: what will lie there then?`
        : `The bank did not answer for ${this.#name.toLowerCase()}, and yours returned. KafkaJS commits behind it. Who asks the bank again?`,
    );
  }

  /** Hands the record over once; `done` gives what was thrown, or nothing. */
  #hand(
    letters: BillingDesk["letters"],
    acknowledged: Promise<void> = Promise.resolve(),
    answered: Promise<void> = Promise.resolve(),
  ): { sent: true[]; asked: Promise<void>; done: Promise<unknown> } {
    const asked = Promise.withResolvers<void>();
    const sent: true[] = [];
    const desk: BillingDesk = {
      charge: ({ order }) =>
        perhapsForgotten(answered.then(() => void this.charged.push(order))),
      letters: {
        topic: letters.topic,
        producer: {
          send: (record) => {
            sent.push(true);
            asked.resolve();
            return perhapsForgotten(
              acknowledged.then(() => letters.producer.send(record)),
            );
          },
        },
      },
    };
    const done = Promise.resolve().then(() =>
      this.#billing(this.#payload, desk)
    ).then(() => undefined, (error) => {
      // A name that is not there says nothing about the record.
      if (error instanceof NotSolvedYet || error instanceof ReferenceError) {
        throw error;
      }
      return error;
    });
    return { sent, asked: asked.promise, done };
  }
}

/** Keeps a failure from ending the program when nobody awaits it: the check says so instead. */
function perhapsForgotten<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}
