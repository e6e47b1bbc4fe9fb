import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** The events of an order's life, in their sequence. */
export const EVENTS = ["created", "paid", "shipped"] as const;

/** An event as a record tells it. */
export interface OrderEvent {
  order: string;
  event: string;
  /** Place in the sequence, from 0. */
  step: number;
}

/**
 * Reads what a record tells.
 *
 * @param record Its value is such as `1001 paid`.
 * @returns The order and its event.
 * @throws {Refused} If the value has another form.
 */
export function eventOf(
  { value, partition, offset }: ConsumerRecord,
): OrderEvent {
  const [order, event, ...more] = (value ?? "").split(" ");
  const step = EVENTS.findIndex((name) => name === event);
  if (order && step >= 0 && more.length === 0) {
    return { order, event: event!, step };
  }
  throw new Refused(
    `Offset ${offset} of partition ${partition} holds ${
      Deno.inspect(value)
    }, and nobody can tell which event of which order that is. Which form did the exercise ask for?`,
  );
}

/**
 * Finds a record that stands before one that belongs in front of it.
 *
 * @param life One order's records in one partition, by offset.
 * @returns The record that stands too early and the one behind it; `null` when all is in sequence.
 */
export function findTurned(
  life: readonly ConsumerRecord[],
): [early: ConsumerRecord, late: ConsumerRecord] | null {
  for (const [place, early] of life.entries()) {
    const late = life.slice(place).find((record) =>
      eventOf(record).step < eventOf(early).step
    );
    if (late) return [early, late];
  }
  return null;
}
