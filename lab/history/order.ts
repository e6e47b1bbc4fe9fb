import type { Evidence, Sighting } from "./evidence.ts";

/** The ways in which the order of sending can be lost. */
export type OrderAnomaly =
  | "reorderedInPartition"
  | "reorderedInKey"
  | "processedOutOfOrder";

/**
 * Finds the records of a history that came behind one that was sent later.
 *
 * Within a partition and within a key, the order of the log counts; within a topic and
 * key, the order of processing. Of several copies the first counts, and records never sent do not.
 *
 * @param evidence The sendings, the log and the deliveries of the history.
 * @returns Each late record, once for every kind of lateness.
 */
export function* findLate(
  { sendings, log, deliveries }: Evidence,
): Generator<[OrderAnomaly, Sighting]> {
  const keyIn = (lane: string, { id, key }: Sighting): string | null => {
    const known = sendings.get(id)?.key ?? key;
    return known === null ? null : JSON.stringify([lane, known]);
  };
  const partition = ({ at }: Sighting): string =>
    `${at!.topic}/${at!.partition}`;
  const orderOf = ({ id }: Sighting): number => sendings.get(id)?.order ?? -1;
  const byOffset = (log ?? []).toSorted((a, b) =>
    // Of two at one offset, neither is behind the other.
    Number(a.at!.offset - b.at!.offset) || orderOf(a) - orderOf(b)
  );
  const lanes: [OrderAnomaly, Sighting[], (one: Sighting) => string | null][] =
    [
      ["reorderedInPartition", byOffset, partition],
      ["reorderedInKey", byOffset, (one) => keyIn(partition(one), one)],
      [
        "processedOutOfOrder",
        deliveries ?? [],
        (one) => keyIn(one.at?.topic ?? "", one),
      ],
    ];
  for (const [anomaly, sightings, laneOf] of lanes) {
    for (const late of overtaken(sightings, laneOf, sendings)) {
      yield [anomaly, late];
    }
  }
}

/** Of each id's first sighting in a lane: those that come behind one that was sent later. */
function* overtaken(
  sightings: Sighting[],
  laneOf: (sighting: Sighting) => string | null,
  sendings: Evidence["sendings"],
): Generator<Sighting> {
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  for (const sighting of sightings) {
    const lane = laneOf(sighting);
    const order = sendings.get(sighting.id)?.order;
    const once = `${lane} ${sighting.id}`;
    if (lane === null || order === undefined || seen.has(once)) continue;
    seen.add(once);
    const before = latest.get(lane) ?? -1;
    if (order < before) yield sighting;
    else latest.set(lane, order);
  }
}
