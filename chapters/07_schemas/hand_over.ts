import type { EachMessagePayload, Producer, ProducerRecord } from "kafkajs";
import {
  setImmediate as turn,
  setTimeout as pause,
} from "node:timers/promises";
import { NotSolvedYet } from "lab/exercises.ts";
import type { Order } from "./orders.ts";

/** What the reader's function works with. */
export interface BillingDesk {
  /** Asks the bank for the money; rejects when the bank does not answer. */
  charge(order: Order): Promise<void>;
  /** The dead-letter topic, and a connected producer for it. */
  letters: { producer: Pick<Producer, "send">; topic: string };
}

/** The reader's function: handles one record, as KafkaJS hands it over. */
export type Billing = (
  payload: EachMessagePayload,
  desk: BillingDesk,
) => Promise<void>;

/** What was seen while the reader's function had a record. */
export interface Seen {
  /** What the function threw; left out when it returned. */
  error?: unknown;
  /** Whether it threw. */
  threw: boolean;
  /** The orders that the bank has charged. */
  charged: Order[];
  /** What was sent with the producer for dead letters, acknowledged or not. */
  sent: ProducerRecord[];
  /** The number of these that were acknowledged. */
  acknowledged: number;
  /** Whether the function was done before anything was known of its first letter. */
  isEarly: boolean;
}

/** How often the bank or the dead-letter topic fails: enough for a function that tries a few times and gives up. */
const FAILURES = 5;
/** How long a letter is held back: who waits for it has nothing else to do. */
const HELD_MS = 300;

/**
 * Hands a record to the reader's function once.
 *
 * @param billing The reader's function.
 * @param payload The record.
 * @param letters The dead-letter topic, and a connected producer for it.
 * @param away Who fails each time it is asked, up to five times; nobody when left out.
 * @param isHeld Whether the first letter is held back until the function is done, or for 300 ms; else it fails at once.
 * @returns What was seen, when the function is done and all that it sent is.
 * @throws {NotSolvedYet} If there is no answer yet. Also a `ReferenceError`: it says nothing about the record.
 */
export async function handOver(
  billing: Billing,
  payload: EachMessagePayload,
  letters: BillingDesk["letters"],
  away?: "bank" | "letters",
  isHeld = false,
): Promise<Seen> {
  const seen: Seen = {
    threw: false,
    charged: [],
    sent: [],
    acknowledged: 0,
    isEarly: false,
  };
  let isDone = false;
  const done = Promise.withResolvers<void>();
  let asked = 0;
  const works: Promise<unknown>[] = [];
  /** Keeps a failure from ending the program when nobody awaits it: the check says so instead. */
  const perhapsForgotten = <T>(work: Promise<T>): Promise<T> => {
    works.push(work.catch(() => {}));
    return work;
  };
  const charge = async (order: Order): Promise<void> => {
    if (away === "bank" && ++asked <= FAILURES) throw new Error("no answer");
    seen.charged.push(await Promise.resolve(order));
  };
  const send: Producer["send"] = async (record) => {
    const isFirst = seen.sent.push(record) === 1;
    if (away === "letters" && seen.sent.length <= FAILURES) {
      await Promise.race([
        done.promise,
        isHeld && isFirst ? pause(HELD_MS) : turn(),
      ]);
      if (isFirst) seen.isEarly = isDone;
      throw new Error("no answer");
    }
    const stored = await letters.producer.send(record);
    seen.acknowledged++;
    return stored;
  };
  const desk: BillingDesk = {
    charge: (order) => perhapsForgotten(charge(order)),
    letters: {
      topic: letters.topic,
      producer: { send: (record) => perhapsForgotten(send(record)) },
    },
  };
  try {
    await billing(payload, desk);
  } catch (error) {
    if (error instanceof NotSolvedYet || error instanceof ReferenceError) {
      throw error;
    }
    seen.threw = true;
    seen.error = error;
  }
  isDone = true;
  done.resolve();
  await Promise.all(works);
  return seen;
}
