import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { eventOf, EVENTS, findTurned } from "./lives.ts";

/** The records of each order. */
type Lives = Map<string, ConsumerRecord[]>;

/**
 * Refuses records that lack an event, or hold one too many.
 *
 * @param records The records of the topic.
 * @param lives The same records, by order.
 * @param orders The numbers of all orders.
 * @throws {Refused} If not every event of every order is there once.
 */
export function checkComplete(
  records: ConsumerRecord[],
  lives: Lives,
  orders: string[],
): void {
  const expected = orders.length * EVENTS.length;
  const missing = orders.find((order) =>
    EVENTS.some((event) =>
      !lives.get(order)?.some((record) => eventOf(record).event === event)
    )
  );
  if (missing) {
    const has = (lives.get(missing) ?? []).map((r) => eventOf(r).event);
    throw new Refused(
      `sendLives sent ${records.length} of ${expected} records. Order ${missing} has ${
        has.join(", ") || "none"
      }. Which loop ends too soon?`,
    );
  }
  if (records.length > expected) {
    throw new Refused(
      `${expected} events have happened, and ${records.length} records are stored. Which call sends again what was sent already?`,
    );
  }
}

/**
 * Refuses a life that lies in several partitions.
 *
 * @param order The order's number.
 * @param life The order's records.
 * @param count The number of all records.
 * @throws {Refused} If the records lie in more than one partition.
 */
export function checkTogether(
  order: string,
  life: ConsumerRecord[],
  count: number,
): void {
  const partitions = [...new Set(life.map(({ partition }) => partition))];
  if (partitions.length === 1) return;
  const places = partitions.sort().join(" and ");
  const keys = [...new Set(life.map(({ key }) => key))].sort();
  throw new Refused(
    keys.every((key) => key === null)
      ? `All ${count} records are stored, none of them with a key. The events of order ${order} lie in partitions ${places}, and between those there is no before. What decides the partition?`
      : `The events of order ${order} carry the keys ${
        keys.map((key) => Deno.inspect(key)).join(", ")
      } and lie in partitions ${places}. What do they have in common that the key could be?`,
  );
}

/**
 * Refuses a life that is out of sequence in its partition.
 *
 * @param order The order's number.
 * @param life The order's records, by offset.
 * @throws {Refused} If a record stands before one that belongs in front of it.
 */
export function checkSequence(order: string, life: ConsumerRecord[]): void {
  const turned = findTurned(life);
  if (!turned) return;
  const [early, late] = turned;
  throw new Refused(
    `The key has brought order ${order} to partition ${early.partition}, and there "${
      eventOf(early).event
    }" has offset ${early.offset} and "${
      eventOf(late).event
    }" offset ${late.offset}. Both were under way at once, and the later one arrived first. When may the second send begin?`,
  );
}

/**
 * Refuses records that are all in one partition, and counts the partitions that are used.
 *
 * @param records The records of the topic.
 * @returns The number of partitions that hold any.
 * @throws {Refused} If it is one.
 */
export function checkSpread(records: ConsumerRecord[]): number {
  const used = new Set(records.map(({ partition }) => partition));
  if (used.size > 1) return used.size;
  throw new Refused(
    `Every life is in sequence. But all ${records.length} records lie in partition ${
      [...used][0]
    }, and the other two stay empty: one line for the whole shop. Who has to be in line with whom?`,
  );
}
