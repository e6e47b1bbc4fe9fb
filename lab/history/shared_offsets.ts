import { type Evidence, placeOf, type RecordPosition } from "./evidence.ts";

/** A record, and a position that it has by one account. */
interface Claim {
  id: string;
  at: RecordPosition;
}

/**
 * Finds the records that have an offset in common with another, as the leaders of a partition give it to two records when
 * one of them was elected without being in sync.
 *
 * What was read of the log, or processed, is compared with each other, and so are acknowledgements. A record that stands
 * where another was acknowledged is no contradiction: the other is lost.
 *
 * @param evidence The sendings, the log and the deliveries of the history.
 * @returns The positions by the id of each such record.
 */
export function findShared(
  { sendings, log, deliveries }: Evidence,
): Map<string, RecordPosition[]> {
  const read = [...log ?? [], ...deliveries ?? []];
  const promised = [...sendings.values()].flatMap(({ id, attempts }) =>
    attempts.map(({ at = null }) => ({ id, at }))
  );
  const shared = new Map<string, Map<string, RecordPosition>>();
  for (const account of [read, promised]) {
    const claims = account.filter((one): one is Claim => one.at !== null);
    for (const [place, here] of Map.groupBy(claims, ({ at }) => placeOf(at))) {
      if (new Set(here.map(({ id }) => id)).size === 1) continue;
      for (const { id, at } of here) {
        const places = shared.get(id) ?? new Map();
        shared.set(id, places.set(place, at));
      }
    }
  }
  return new Map(
    [...shared].map(([id, places]) => [id, [...places.values()]]),
  );
}
