import type { MessageToProduce } from "@platformatic/kafka";
import { Buffer } from "node:buffer";
import { Refused } from "lab/exercises.ts";

type Message = MessageToProduce<string, string, string, string>;

/** The partitioner of one producer, called with each message: `key` is its key as bytes, `undefined` when it has none. */
export type Choose = (message: Message, key?: Buffer) => number;

/** Numbers of partitions by which a number is divided: a number that is right for one may be wrong for another. */
export const COUNTS = [3, 4, 5, 12];

/**
 * Asks a partitioner about one message, as Platformatic's producer does.
 *
 * @param choose The partitioner.
 * @param key The message's key; `undefined` for none.
 * @returns The number that it answers with.
 * @throws {Refused} If that is no whole number of at least 0.
 */
export function numberFor(choose: Choose, key: string | undefined): number {
  const message = { topic: "orders", value: "lamp" };
  const chosen = key === undefined
    ? choose(message, undefined)
    : choose({ ...message, key }, Buffer.from(key));
  if (Number.isInteger(chosen) && chosen >= 0) return chosen;
  throw new Refused(
    `Asked about ${
      key === undefined ? "a message without a key" : `the key "${key}"`
    }, yours said ${
      Deno.inspect(chosen)
    }. Platformatic needs a whole number of at least 0. Which of the two rules gave that?`,
  );
}
