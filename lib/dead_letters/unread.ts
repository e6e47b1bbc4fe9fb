import type { Consumer, EachMessagePayload } from "kafkajs";
import { within } from "../waiting.ts";
import { Trouble } from "../errors.ts";

const DEADLINE_MS = 15_000;

/**
 * Processes each unread dead letter up to the given ends, one after the other, and commits after each.
 *
 * @param consumer A consumer that is subscribed but not running yet; the caller disconnects it.
 * @param topic The dead-letter topic's full name.
 * @param ends The offset to stop at, by partition; at least one, each with a letter before it.
 * @param work The function to call with each letter.
 * @returns The results of the work, in the same order.
 * @throws What the work throws; the letter is then not committed. `Trouble` if the deadline passes.
 */
export async function eachUnread<T>(
  consumer: Consumer,
  topic: string,
  ends: Map<number, bigint>,
  work: (letter: EachMessagePayload) => Promise<T>,
): Promise<T[]> {
  const replayed: T[] = [];
  const over = Promise.withResolvers<void>();
  over.promise.catch(() => {}); // it may be over before anyone waits for it
  let isOver = false;
  const take = async (letter: EachMessagePayload): Promise<void> => {
    const { partition, message } = letter;
    const next = BigInt(message.offset) + 1n;
    if (next > (ends.get(partition) ?? 0n)) return;
    replayed.push(await work(letter));
    const offset = String(next);
    await consumer.commitOffsets([{ topic, partition, offset }]);
    if (next === ends.get(partition)) ends.delete(partition);
    if (ends.size === 0) over.resolve();
  };
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) over.reject(payload.error);
  });
  await consumer.run({
    autoCommit: false,
    eachMessage: async (letter) => {
      if (isOver) return; // those behind a letter that failed wait for it
      await take(letter).catch((error) => {
        isOver = true;
        over.reject(error);
      });
    },
  });
  await within(DEADLINE_MS, over.promise, () =>
    new Trouble(
      `Cannot replay "${topic}" to its end: found ${replayed.length} letters after ${DEADLINE_MS} ms, and there are more`,
    ));
  return replayed;
}
