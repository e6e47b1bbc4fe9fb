/** A record's position in the log. */
export interface RecordPosition {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** The record's offset in that partition. */
  offset: bigint;
}

/** The outcome of an attempt to send a record. */
export type Outcome = "acknowledged" | "unknown" | "aborted";

/** A record that was sent, and each attempt to send it. */
export interface Sending {
  /** The id, unique in the history. */
  id: string;
  /** The record's key; `null` when it has none, or when only the log knows it. */
  key: string | null;
  /** The number of records that were sent before it. */
  order: number;
  /** The attempts, oldest first. */
  attempts: {
    outcome: Outcome;
    /** The position that the broker acknowledged. */
    at?: RecordPosition;
    /** The client's error for a failed attempt. */
    reason?: string;
  }[];
}

/** A record that was found in the log or handed to a consumer. */
export interface Sighting {
  /** The id by which the history knows the record. */
  id: string;
  /** The record's key; `null` when it has none. */
  key: string | null;
  /** Its position; `null` for a record that never was in a log. */
  at: RecordPosition | null;
}

/** All that is known of a history's records. */
export interface Evidence {
  /** The records that were sent, by id. */
  sendings: ReadonlyMap<string, Sending>;
  /** The records of the log, each once at each of its offsets; `null` when nobody read the log. */
  log: Sighting[] | null;
  /** The records that were processed, in that order; `null` when nobody watched. */
  deliveries: Sighting[] | null;
}

/**
 * Sums up the outcomes of all attempts to send a record.
 *
 * @param sending The record and its attempts.
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
 * @param position The position of a record.
 * @returns The text, such as `orders/0@7`.
 */
export function placeOf({ topic, partition, offset }: RecordPosition): string {
  return `${topic}/${partition}@${offset}`;
}
