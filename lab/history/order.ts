import type { Evidence, Sighting } from "./evidence.ts";

/** The three places where order can be seen to be lost. */
export type OrderAnomaly =
  | "reorderedInPartition"
  | "reorderedInKey"
  | "processedOutOfOrder";

/**
 * Finds the records that came behind one that was sent later.
 *
 * Within a partition and within a key, the log's order is looked at; within a topic's key, the
 * order of processing. Of several copies the first counts, and records never sent do not.
 *
 * @param evidence What is known of each record.
 * @returns Each late record, once for every place where it is late.
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
  const byOffset = (log ?? []).toSorted((a, b) =>
    Number(a.at!.offset - b.at!.offset)
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
