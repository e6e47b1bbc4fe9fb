import type { Cluster } from "workbook/cluster.ts";
import { announced } from "workbook/waiting.ts";
import type { Displayable } from "pictures/display.ts";
import { table } from "pictures/tables.ts";
import { runDays } from "./handovers/days.ts";
import { type Blow, BLOWS } from "./handovers/planned_days.ts";
import {
  openSites,
  type OrderSender,
  type Site,
  type SiteAddress,
} from "./handovers/sites.ts";
import { type DayTally, tallyDay } from "./handovers/tally.ts";

export { type Blow, BLOWS } from "./handovers/planned_days.ts";
export type { OrderSender, Site } from "./handovers/sites.ts";

/** A way for orders to get from the shop to the warehouse. */
export interface Way {
  /** The way's name in a table. */
  name: string;
  /** The shop's side; like `warehouse`, an arrow function that sees nothing of the notebook. */
  shop: (site: Site) => OrderSender | Promise<OrderSender>;
  /** The side of the warehouse, a program of its own; left out where the shop's program packs. */
  warehouse?: (site: Site) => unknown;
}

/** What came of one way on one day. */
export interface Day extends DayTally {
  /** The way's name. */
  way: string;
  /** What happened. */
  blow: Blow;
  /** The places that the way worked with. */
  site: SiteAddress;
}

/**
 * Has each way carry twelve orders through a day on which a process is killed, and counts parcels.
 *
 * The first four orders go well. At the fifth, 1005, it happens:
 *
 * - The warehouse blocks just before or just after its parcel leaves. Four more orders arrive, then
 *   its process is killed (`kill -9`), and another is started. Where the shop's own program packs,
 *   that program is killed.
 * - Or the shop's process is killed when it has handed the order over and not thanked for it yet.
 *
 * Then come the last orders. All ways share the processes, so one kill hits all of them.
 *
 * @param cluster The cluster to work on; closing it ends all processes and removes all files.
 * @param ways The ways, one or more.
 * @param blows The things that happen, each on a day of its own; all three when left out.
 * @returns A day for each way and blow, in the order of the ways.
 * @throws {Trouble} If a process fails by itself, or a way has not packed the last order after 30 s.
 *
 * @example A function call
 * ```ts ignore
 * const days = await tryWays(cluster, [{
 *   name: "function call",
 *   shop: ({ pack }) => async (order) => await pack(order),
 * }]);
 * days[0].turnedAway; // ["1005", "1006", "1007", "1008", "1009"]
 * ```
 */
export async function tryWays(
  cluster: Cluster,
  ways: readonly Way[],
  blows: readonly Blow[] = BLOWS,
): Promise<Day[]> {
  const planned = ways.flatMap((way) => blows.map((blow) => ({ way, blow })));
  const sites = await openSites(cluster, planned.length);
  const days = planned.map(({ way, blow }, id) => ({
    id,
    shop: String(way.shop),
    warehouse: way.warehouse ? String(way.warehouse) : null,
    blow,
    site: sites[id]!,
  }));
  const notes = await announced({
    what: () => `${ways.length} ways to get through ${blows.length} days each`,
    howLong: "usually about 8 s",
  }, runDays(cluster, days));
  return days.map(({ id, blow, site }) => ({
    way: planned[id]!.way.name,
    blow,
    site,
    ...tallyDay(notes.filter((note) => note.id === id)),
  }));
}

/**
 * Lays days out as a matrix: a row a way, a column for each thing that happened.
 *
 * @param days The days that {@linkcode tryWays} returned.
 * @returns A table. A field counts the orders that were lost (thanked for, never packed), packed
 * twice, turned away (neither), unsure (packed, and the customer does not know) or late (packed
 * behind a later order of the same customer); `each once` if there are none of these. The last
 * column has how many of the four orders that came while the warehouse stood still were thanked for.
 *
 * @example Nothing tried, nothing shown
 * ```ts
 * import { wayMatrix } from "chapters/12_without_kafka/handovers.ts";
 *
 * wayMatrix([]);
 * ```
 */
export function wayMatrix(days: readonly Day[]): Displayable {
  const rows = Map.groupBy(days, ({ way }) => way);
  return table(
    [...rows].map(([way, own]) => ({
      way,
      ...Object.fromEntries(own.map((day) => [day.blow, inField(day)])),
      "thanked meanwhile": `${own[0]!.thankedMeanwhile} of 4`,
    })),
    { title: "Twelve orders; 1005 is in hand when it happens" },
  );
}

function inField(
  { verdict: { findings }, twice, turnedAway, unsure }: Day,
): string {
  const parcels = { lost: findings.lost.map(({ id }) => id), twice };
  const more = { "turned away": turnedAway, unsure };
  const late = findings.reorderedInKey.map(({ id }) => id);
  return Object.entries({ ...parcels, ...more, late })
    .filter(([, orders]) => orders.length > 0)
    .map(([word, orders]) => `${orders.length} ${word}`)
    .join(", ") || "each once";
}
