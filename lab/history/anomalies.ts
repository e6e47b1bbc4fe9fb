import {
  type Evidence,
  outcomeOf,
  placeOf,
  type RecordPosition,
  type Sending,
  type Sighting,
} from "./evidence.ts";
import { findLate } from "./order.ts";
import { findShared } from "./shared_offsets.ts";

/** What can go wrong with a record, in the words of a summary. */
export const ANOMALIES = {
  /** Acknowledged, and nowhere in the log. */
  lost: "lost",
  /** Acknowledged, and in the log, but not at the offset that was acknowledged. */
  misplaced: "not where acknowledged",
  /** At more than one offset. */
  duplicated: "duplicated",
  /** Read, or acknowledged, at an offset at which another record was too. */
  sharedOffset: "at an offset with another",
  /** Behind a record of the same partition that was sent later. */
  reorderedInPartition: "out of order in the partition",
  /** Behind a record of the same partition and key that was sent later. */
  reorderedInKey: "out of order in the key",
  /** Never acknowledged, and in the log all the same. */
  unknownPresent: "of unknown outcome but present",
  /** Part of an aborted transaction, and found or processed all the same. */
  abortedRead: "aborted but read",
  /** Found or processed, and never sent. */
  phantom: "never sent",
  /** Processed more than once at one offset, or more than once where there is no log. */
  redelivered: "processed again",
  /** In the log (or acknowledged, when nobody read the log), and never processed. */
  unprocessed: "not processed",
  /** Processed, and no longer in the log: at none of its offsets, or not at the one where it was processed. */
  vanished: "processed but not in the log",
  /** Processed after a record of the same topic and key that was sent later. */
  processedOutOfOrder: "processed out of order",
} as const;

/** The name of something that can go wrong with a record. */
export type Anomaly = keyof typeof ANOMALIES;

/** A record with which something went wrong. */
export interface AffectedRecord {
  /** The id by which the history knows the record. */
  id: string;
  /** The record's key; `null` when it has none. */
  key: string | null;
  /** Its positions in the log; for a lost or misplaced record, those that were acknowledged. */
  at: RecordPosition[];
  /** The client's last error for a failed attempt; empty when there was none. */
  reason: string;
}

/**
 * Finds what went wrong with the records of a history.
 *
 * @param evidence The sendings, the log and the deliveries of the history.
 * @returns The records by anomaly, in the order in which they were sent or, if never sent, seen.
 */
export function findAnomalies(
  evidence: Evidence,
): Record<Anomaly, AffectedRecord[]> {
  const copies = Map.groupBy(evidence.log ?? [], ({ id }) => id);
  const handed = Map.groupBy(evidence.deliveries ?? [], ({ id }) => id);
  const found = Object.fromEntries(
    Object.keys(ANOMALIES).map((name) => [name, []]),
  ) as unknown as Record<Anomaly, AffectedRecord[]>;

  const shared = findShared(evidence);
  const late = Map.groupBy(findLate(evidence), ([, { id }]) => id);
  const ids = new Set([
    ...evidence.sendings.keys(),
    ...copies.keys(),
    ...handed.keys(),
  ]);
  for (const id of ids) {
    const known: Known = {
      sending: evidence.sendings.get(id),
      copies: copies.get(id) ?? [],
      handed: handed.get(id) ?? [],
      shared: shared.get(id) ?? [],
      wasLogRead: evidence.log !== null,
      wasWatched: evidence.deliveries !== null,
    };
    const marks = Map.groupBy(late.get(id) ?? [], ([anomaly]) => anomaly);
    for (
      const [anomaly, at] of [
        ...anomaliesOf(known),
        ...marks.entries().map(([anomaly, sightings]): Mark => [
          anomaly,
          positions(sightings.map(([, sighting]) => sighting)),
        ]),
      ]
    ) {
      found[anomaly].push(describe(id, at, known));
    }
  }
  return found;
}

/** What is known of one record. */
interface Known {
  sending: Sending | undefined;
  /** Its sightings in the log. */
  copies: Sighting[];
  /** Each time it was processed. */
  handed: Sighting[];
  /** The positions that it shares with another. */
  shared: RecordPosition[];
  wasLogRead: boolean;
  wasWatched: boolean;
}

type Mark = [anomaly: Anomaly, at: RecordPosition[]];

function* anomaliesOf(known: Known): Generator<Mark> {
  const { sending, copies, handed, shared, wasLogRead } = known;
  if (sending) yield* anomaliesOfSent(sending, known);
  else yield ["phantom", positions(copies.length > 0 ? copies : handed)];
  const again = [...Map.groupBy(handed, place).values()]
    .filter((sightings) => sightings.length > 1);
  if (again.length > 0) yield ["redelivered", positions(again.map(first))];
  if (shared.length > 0) yield ["sharedOffset", shared];
  // Of an aborted one this is no news.
  if (!wasLogRead || (sending && outcomeOf(sending) === "aborted")) return;
  const gone = handed.filter((one) =>
    !copies.some((copy) => !one.at || place(copy) === place(one))
  );
  if (gone.length > 0) yield ["vanished", positions(gone)];
}

function* anomaliesOfSent(sending: Sending, known: Known): Generator<Mark> {
  const { copies, handed, wasLogRead, wasWatched } = known;
  const outcome = outcomeOf(sending);
  const isPresent = copies.length > 0;
  const promised = sending.attempts.flatMap(({ at }) => at ?? []);

  if (outcome === "acknowledged" && wasLogRead && !isPresent) {
    yield ["lost", promised];
  }
  const broken = promised.filter((at) =>
    !copies.some((copy) => place(copy) === placeOf(at))
  );
  if (isPresent && broken.length > 0) yield ["misplaced", broken];
  if (copies.length > 1) yield ["duplicated", positions(copies)];
  if (outcome === "unknown" && isPresent) {
    yield ["unknownPresent", positions(copies)];
  }
  if (outcome === "aborted" && (isPresent || handed.length > 0)) {
    yield ["abortedRead", positions(isPresent ? copies : handed)];
  }
  const isDue = wasLogRead ? isPresent : outcome === "acknowledged";
  if (wasWatched && isDue && outcome !== "aborted" && handed.length === 0) {
    yield ["unprocessed", positions(copies)];
  }
}

function describe(
  id: string,
  at: RecordPosition[],
  known: Known,
): AffectedRecord {
  const { sending, copies, handed } = known;
  return {
    id,
    key: sending?.key ?? copies[0]?.key ?? handed[0]?.key ?? null,
    at,
    reason: sending?.attempts.findLast(({ reason }) => reason)?.reason ?? "",
  };
}

function positions(sightings: Sighting[]): RecordPosition[] {
  return sightings.flatMap(({ at }) => at ?? []);
}

function place({ at }: Sighting): string {
  return at ? placeOf(at) : "";
}

function first(sightings: Sighting[]): Sighting {
  return sightings[0]!;
}
