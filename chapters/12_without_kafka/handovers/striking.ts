import type { Cluster } from "workbook/cluster.ts";
import type { Blow } from "../handovers.ts";
import { type Note, ORDERS } from "./judging.ts";
import { openShop } from "./open_shops.ts";
import type { SiteAddress } from "./sites.ts";
import { placeOrders, type Post, staff } from "./staffing.ts";
import { type KillableProcess, startProcess } from "lab/processes.ts";

/** A way on a day of which it is known what will happen. */
export interface PlannedDay {
  id: number;
  /** The functions of the way, as text; no warehouse where the shop's program packs. */
  shop: string;
  warehouse: string | null;
  blow: Blow;
  site: SiteAddress;
}

/** A process that mans posts. */
type Staff =
  & Pick<KillableProcess<Note>, "reports" | "until" | "kill">
  & AsyncDisposable;

/** Where there is no post to man. */
const NOBODY: Staff = {
  reports: [],
  until: () => Promise.resolve(),
  kill: () => Promise.resolve(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const { before, inHand, meanwhile, afterwards } = ORDERS;
const UNTIL_KILLED = [...before, inHand, ...meanwhile];

/**
 * Lets the days pass: starts the processes, kills them, starts successors, places the last orders.
 *
 * @param cluster Where; closing it ends every process.
 * @param days All at the same time.
 * @returns What was noted; of each day, the parcels in the order in which they left.
 */
export async function strike(
  cluster: Cluster,
  days: readonly PlannedDay[],
): Promise<Note[]> {
  const start = (posts: Post[]): Staff =>
    posts.length === 0
      ? NOBODY
      : startProcess(cluster, staff, { place: String(placeOrders), posts });
  const losesShop = days.filter(({ blow }) => blow.startsWith("shop"));
  const losesWarehouse = days.filter((day) => !losesShop.includes(day));
  const spares = losesShop.filter(({ warehouse }) => warehouse);
  const notes: Note[] = [];
  const shops = await Promise.all(
    days.filter(({ warehouse }) => warehouse)
      .map((day) => openShop(cluster, day, notes)),
  );

  await using doomed = start(losesWarehouse.map(doomedPost));
  await using spared = start(spares.map((day) => warehousePost(day, null)));
  await noted(spared, spares, "ready");
  await using doomedShops = start(losesShop.map(doomedShopPost));
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
  await using successors = start(orphans.map(successorPost));
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

/** What is waited for, in the words of a message. */
const WAITED_FOR = {
  ready: "to be ready",
  placed: "to hand over what came before the kill",
  stuck: "to have in hand order ",
  packed: "to pack order ",
};

/** Waits until each of the days has got to a point. */
async function noted(
  process: Staff,
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
  );
}

/** Comes to a stand over 1005: a warehouse, or a shop that packs. */
function doomedPost(day: PlannedDay): Post {
  const when = day.blow.includes("before") ? "before" : "after";
  const stop = { order: inHand, when } as const;
  return packsItself(day)
    ? shopPost(day, stop, UNTIL_KILLED)
    : warehousePost(day, stop);
}

/** Comes to a stand between handing 1005 over and saying thanks. */
function doomedShopPost(day: PlannedDay): Post {
  return shopPost(day, { order: inHand, when: "thanks" }, [...before, inHand]);
}

/** Takes over from a doomed post. */
function successorPost(day: PlannedDay): Post {
  if (!packsItself(day)) return warehousePost(day, null);
  const missed = day.blow.startsWith("shop") ? meanwhile : [];
  return shopPost(day, null, [...missed, ...afterwards]);
}

function shopPost(
  { id, shop, site }: PlannedDay,
  stop: Post["stop"],
  orders: readonly string[],
): Post {
  return { id, shop, warehouse: null, site, stop, orders };
}

function warehousePost(
  { id, warehouse, site }: PlannedDay,
  stop: Post["stop"],
): Post {
  return { id, shop: null, warehouse, site, stop, orders: [] };
}
