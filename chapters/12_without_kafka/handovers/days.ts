import type { Cluster } from "workbook/cluster.ts";
import { type KillableProcess, startProcess } from "lab/processes.ts";
import { openShop } from "./open_shops.ts";
import { DAY_ORDERS } from "./orders.ts";
import type { PlannedDay } from "./planned_days.ts";
import { placeOrders, type Role, runRoles } from "./roles.ts";
import type { Note } from "./tally.ts";

/** A process that runs roles. */
type RoleProcess =
  & Pick<KillableProcess<Note>, "reports" | "until" | "kill">
  & AsyncDisposable;

/** Seven ways three times over are many connections and groups for a busy machine. */
const DEADLINE_MS = 30_000;

/** In place of a process that would have no role to run. */
const NO_PROCESS: RoleProcess = {
  reports: [],
  until: () => Promise.resolve(),
  kill: () => Promise.resolve(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const { before, inHand, meanwhile, afterwards } = DAY_ORDERS;
const UNTIL_KILLED = [...before, inHand, ...meanwhile];

/**
 * Runs the days: starts the processes, kills them, starts successors, places the last orders.
 *
 * @param cluster The cluster whose brokers the processes talk to; closing it ends every process.
 * @param days The days, which pass at the same time.
 * @returns The notes of all days; those about parcels in the order in which the parcels left.
 * @throws {Trouble} If a process fails by itself, or a way has not packed the last order after 30 s.
 */
export async function runDays(
  cluster: Cluster,
  days: readonly PlannedDay[],
): Promise<Note[]> {
  const start = (roles: Role[]): RoleProcess =>
    roles.length === 0
      ? NO_PROCESS
      : startProcess(cluster, runRoles, { place: String(placeOrders), roles });
  const losesShop = days.filter(({ blow }) => blow.startsWith("shop"));
  const losesWarehouse = days.filter((day) => !losesShop.includes(day));
  const spares = losesShop.filter(({ warehouse }) => warehouse);
  const notes: Note[] = [];
  const shops = await Promise.all(
    days.filter(({ warehouse }) => warehouse)
      .map((day) => openShop(cluster, day, notes)),
  );

  await using doomed = start(losesWarehouse.map(doomedRole));
  await using spared = start(spares.map((day) => warehouseRole(day, null)));
  await noted(spared, spares, "ready");
  await using doomedShops = start(losesShop.map(doomedShopRole));
  await noted(doomed, losesWarehouse, "ready");
  await Promise.all([
    ...shops.filter(({ day }) => losesWarehouse.includes(day))
      .map((shop) => shop.placeUntilKilled(doomed)),
    noted(doomed, losesWarehouse, "stuck", inHand),
    noted(doomed, losesWarehouse.filter(packsItself), "placed"),
    noted(doomedShops, losesShop, "stuck", inHand),
  ]);
  await Promise.all([doomed.kill(), doomedShops.kill()]);

  const orphans = days.filter((day) => !spares.includes(day));
  await using successors = start(orphans.map(successorRole));
  await noted(successors, orphans, "ready");
  await Promise.all(shops.map((shop) => shop.placeRest()));
  const last = afterwards.at(-1)!;
  await noted(successors, orphans, "packed", last);
  await noted(spared, spares, "packed", last);
  return [doomed, doomedShops, spared].flatMap(({ reports }) => reports)
    .concat(notes, successors.reports);
}

function packsItself({ warehouse }: PlannedDay): boolean {
  return warehouse === null;
}

/** The words of a message for each event that is waited for. */
const WAITED_FOR = {
  ready: "to be ready",
  placed: "to hand over what came before the kill",
  stuck: "to have in hand order ",
  packed: "to pack order ",
};

/** Waits until an event is noted of each of the days. */
async function noted(
  process: RoleProcess,
  days: readonly PlannedDay[],
  event: keyof typeof WAITED_FOR,
  order = "",
): Promise<void> {
  const isNoted = (notes: Note[], id: number): boolean =>
    notes.some((note) =>
      note.id === id && note.event === event && note.order === order
    );
  await process.until(
    (notes) => days.every(({ id }) => isNoted(notes, id)),
    `each way ${WAITED_FOR[event]}${order}`,
    DEADLINE_MS,
  );
}

/** The role of a warehouse, or of a shop that packs, that blocks while handling 1005. */
function doomedRole(day: PlannedDay): Role {
  const when = day.blow.includes("before") ? "before" : "after";
  const stop = { order: inHand, when } as const;
  return packsItself(day)
    ? shopRole(day, stop, UNTIL_KILLED)
    : warehouseRole(day, stop);
}

/** The role of a shop that blocks between handing 1005 over and its thanks. */
function doomedShopRole(day: PlannedDay): Role {
  return shopRole(day, { order: inHand, when: "thanks" }, [...before, inHand]);
}

/** The role that takes over from a doomed one. */
function successorRole(day: PlannedDay): Role {
  if (!packsItself(day)) return warehouseRole(day, null);
  const missed = day.blow.startsWith("shop") ? meanwhile : [];
  return shopRole(day, null, [...missed, ...afterwards]);
}

function shopRole(
  { id, shop, site }: PlannedDay,
  stop: Role["stop"],
  orders: readonly string[],
): Role {
  return { id, shop, warehouse: null, site, stop, orders };
}

function warehouseRole(
  { id, warehouse, site }: PlannedDay,
  stop: Role["stop"],
): Role {
  return { id, shop: null, warehouse, site, stop, orders: [] };
}
