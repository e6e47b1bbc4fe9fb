/** Where a record stands in the log. */
export interface Position {
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  offset: bigint;
}

/** What became of an attempt to send a record. */
export type Outcome = "acknowledged" | "unknown" | "aborted";

/** A record that was sent, and each attempt to send it. */
export interface Sending {
  id: string;
  /** `null` when it has none, or when only the log knows it. */
  key: string | null;
  /** How many records were sent before it. */
  order: number;
  attempts: {
    outcome: Outcome;
    /** Where the broker said it stands. */
    at?: Position;
    /** What the client said to a failed attempt. */
    reason?: string;
  }[];
}

/** A record that was found in the log or handed to a consumer. */
export interface Sighting {
  id: string;
  key: string | null;
  /** `null` for a record that never was in a log. */
  at: Position | null;
}

/** All that is known of a history's records. */
export interface Evidence {
  sendings: ReadonlyMap<string, Sending>;
  /** One sighting an offset; `null` when nobody read the log. */
  log: Sighting[] | null;
  /** In the order of processing; `null` when nobody watched. */
  deliveries: Sighting[] | null;
}

/**
 * What became of a record whose attempts went different ways.
 *
 * @param sending The record.
 * @returns Acknowledged if one attempt was; else unknown if one was; else aborted.
 */
export function outcomeOf({ attempts }: Sending): Outcome {
  const outcomes = attempts.map(({ outcome }) => outcome);
  if (outcomes.includes("acknowledged")) return "acknowledged";
  return outcomes.includes("unknown") ? "unknown" : "aborted";
}

/**
 * Writes a position as text, so that equal positions are equal.
 *
 * @param position Where a record stands.
 * @returns Such as `orders/0@7`.
 */
export function placeOf({ topic, partition, offset }: Position): string {
  return `${topic}/${partition}@${offset}`;
}
