import { Refused } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** The events of an order's life, in their sequence. */
export const EVENTS = ["created", "paid", "shipped"] as const;

/** An event of an order's life, as a record holds it. */
export interface LifeEvent {
  /** The order's number. */
  order: string;
  /** One of {@linkcode EVENTS}. */
  event: string;
  /** The event's place in the sequence, from 0. */
  step: number;
}

/**
 * Reads the event that a record holds.
 *
 * @param record A record with a value such as `1001 paid`.
 * @returns The order and its event.
 * @throws {Refused} If the value has another form.
 */
export function eventOf(
  { value, partition, offset }: ConsumerRecord,
): LifeEvent {
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
 * @param life The records of one order in one partition, by offset.
 * @returns The record that stands too early and the one behind it; `null` when all are in sequence.
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
