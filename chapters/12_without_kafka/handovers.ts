import type { Kafka } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import type { Displayable } from "pictures/display.ts";
import { type Evening, judgeDay } from "./handovers/judging.ts";
import { openSites, type SiteAddress } from "./handovers/sites.ts";
import { strike } from "./handovers/striking.ts";
import { table } from "pictures/tables.ts";

/** What a way has to work with: places of its own, and the packing. */
export interface Site {
  /** KafkaJS with the workbook's defaults. */
  kafka: Kafka;
  /** An empty topic of one partition. */
  topic: string;
  /** A group that has committed nothing. */
  group: string;
  /** An empty file. */
  file: string;
  /** The path of a file that does not exist yet, to note a place in. */
  place: string;
  /** A free port of 127.0.0.1. */
  port: number;
  /** Packs an order; when it resolves, the parcel has left. */
  pack(order: string): Promise<void>;
  /** All complete lines of the file: those it had when this program began, those of now, and again each time it has changed. */
  follow(file: string): AsyncIterable<string[]>;
  /** Resolves when the warehouse is back and newer orders have been handed over. */
  later(): Promise<void>;
}

/** Hands one order over; when it resolves, the customer is thanked, and when it rejects, turned away. */
export type HandOver = (order: string) => Promise<void>;

/** A way for orders to get from the shop to the warehouse. */
export interface Way {
  /** What it is called in a table. */
  name: string;
  /** The shop's side. Like `warehouse`, an arrow function that sees nothing of the notebook. */
  shop: (site: Site) => HandOver | Promise<HandOver>;
  /** The side of the warehouse, a program of its own; left out where the shop's program packs. */
  warehouse?: (site: Site) => unknown;
}

/** What happens on a day. */
export type Blow = typeof BLOWS[number];

/** Each thing that can happen while order 1005 is in hand. */
export const BLOWS = [
  "killed before the parcel leaves",
  "killed after the parcel has left",
  "shop killed before its thanks",
] as const;

/** What came of one way on one day. */
export interface Day extends Evening {
  way: string;
  blow: Blow;
  /** The places that it had. */
  site: SiteAddress;
}

/**
 * Has each way carry twelve orders through a day on which a process is killed, and counts parcels.
 *
 * The first four orders go well. At the fifth, 1005, it happens:
 *
 * - The warehouse comes to a stand just before or just after its parcel leaves. Four more orders
 *   arrive, then its process is killed (`kill -9`), and another is started. Where the shop's own
 *   program packs, that program is killed.
 * - Or the shop's process is killed when it has handed the order over and not thanked for it yet.
 *
 * Then come the last orders. All ways share the processes, so the same stroke hits all of them.
 *
 * @param cluster Where; closing it ends all processes and removes all files.
 * @param ways One or more.
 * @param blows What happens; all three when left out.
 * @returns A day for each way and blow, in the order of the ways.
 * @throws {Trouble} If a process fails by itself, or a way has not packed the last order after 15 s.
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
  const notes = await strike(cluster, days);
  return days.map(({ id, blow, site }) => ({
    way: planned[id]!.way.name,
    blow,
    site,
    ...judgeDay(notes.filter((note) => note.id === id)),
  }));
}

/**
 * Lays days out as a matrix: a row a way, a column for each thing that happened.
 *
 * @param days What {@linkcode tryWays} gave.
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
  const told = { lost: findings.lost.map(({ id }) => id), twice };
  const more = { "turned away": turnedAway, unsure };
  const late = findings.reorderedInKey.map(({ id }) => id);
  return Object.entries({ ...told, ...more, late })
    .filter(([, orders]) => orders.length > 0)
    .map(([word, orders]) => `${orders.length} ${word}`)
    .join(", ") || "each once";
}
