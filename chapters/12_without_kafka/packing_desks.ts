import { Changes } from "workbook/waiting.ts";
import type { Displayable } from "pictures/display.ts";
import type { HistoryVerdict } from "lab/history.ts";
import { table } from "pictures/tables.ts";
import { customerOf, DAY_ORDERS } from "./handovers/orders.ts";
import { judgeParcels } from "./handovers/tally.ts";

const DEADLINE_MS = 15_000;
/** How many parcels the second desk packs before the first has done its first. */
const HEAD_START = 3;

/** An order, as desks are given it. */
export interface DeskOrder {
  /** The order's number, such as `1001`. */
  id: string;
  /** Ada, Bo or Cleo. */
  customer: string;
}

/** Two packing desks that share twelve orders. */
export interface Desks {
  /** The twelve orders, in the order in which they came. */
  orders: DeskOrder[];
  /** Packs an order at the first desk, and at the second. */
  desks: [(id: string) => Promise<void>, (id: string) => Promise<void>];
  /** How many parcels each desk has packed. */
  packed(): [number, number];
  /** Waits until both desks together have packed so many parcels, for 15 s at most. */
  until(parcels: number): Promise<void>;
  /** The verdict on the orders as records that were sent, and the parcels of both desks as the log. */
  verdict(): HistoryVerdict;
}

/**
 * Opens two desks, of which the first dozes off over its first order: that parcel leaves when the
 * second desk has packed three.
 *
 * @returns The desks; nothing is packed yet.
 *
 * @example Two workers, one list
 * ```ts
 * import { openDesks } from "chapters/12_without_kafka/packing_desks.ts";
 *
 * const { orders, desks, verdict } = openDesks();
 * await Promise.all(desks.map(async (pack) => {
 *   for (let order; (order = orders.shift());) await pack(order.id);
 * }));
 * console.assert(verdict().counts.reorderedInKey === 1); // 1001 left behind 1004, both Ada's
 * ```
 */
export function openDesks(): Desks {
  const ids = Object.values(DAY_ORDERS).flat();
  const parcels: [desk: number, id: string][] = [];
  const changes = new Changes();
  const countOf = (desk: number): number =>
    parcels.filter(([at]) => at === desk).length;
  let dozing: Promise<void> | null = null;
  const packAt = (desk: number) => async (id: string): Promise<void> => {
    if (desk === 0) {
      await (dozing ??= changes.until(
        () => countOf(1) >= HEAD_START,
        `${HEAD_START} parcels from the second desk`,
        DEADLINE_MS,
      ));
    }
    parcels.push([desk, id]);
    changes.tell();
  };
  return {
    orders: ids.map((id) => ({ id, customer: customerOf(id) })),
    desks: [packAt(0), packAt(1)],
    packed: () => [countOf(0), countOf(1)],
    until: (count) =>
      changes.until(
        () => parcels.length >= count,
        `${count} parcels`,
        DEADLINE_MS,
      ),
    verdict: () => judgeParcels(ids, ids, parcels.map(([, id]) => id)),
  };
}

/**
 * Lays out how desks shared their orders.
 *
 * @param ways The desks of each way, by the name of the way in which the orders came.
 * @returns A table: parcels by desk, orders packed twice, and orders packed behind a later one of
 * the same customer. No ways: a line that says so.
 *
 * @example Nothing packed yet
 * ```ts
 * import { deskTable, openDesks } from "chapters/12_without_kafka/packing_desks.ts";
 *
 * deskTable({ "queue in memory": openDesks() });
 * ```
 */
export function deskTable(ways: Record<string, Desks>): Displayable {
  return table(
    Object.entries(ways).map(([way, { packed, verdict }]) => {
      const [first, second] = packed();
      const { duplicated, reorderedInKey } = verdict().counts;
      return {
        way,
        "desk 1": first,
        "desk 2": second,
        twice: duplicated,
        late: reorderedInKey,
      };
    }),
    { title: "Two desks, twelve orders" },
  );
}
