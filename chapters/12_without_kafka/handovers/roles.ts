import type { ProcessTools } from "lab/processes.ts";
import type { OrderSender, Site, SiteAddress } from "./sites.ts";
import type { Note } from "./tally.ts";

/** The part of a process on one of the days: a shop, a warehouse, or a shop that packs. */
export interface Role {
  /** The day's number. */
  id: number;
  /** The shop's function of a way, as text; `null` when this process runs no shop. */
  shop: string | null;
  /** The warehouse's function of a way, as text; `null` when this process runs no warehouse. */
  warehouse: string | null;
  /** The places that the way works with. */
  site: SiteAddress;
  /** The order at which it blocks, before or after packing it, or before the thanks; `null` for none. */
  stop: { order: string; when: "before" | "after" | "thanks" } | null;
  /** The orders that its shop hands over. */
  orders: readonly string[];
}

/** What a shop works with while it hands its orders over. */
export interface ShopWork {
  /** The orders, oldest first. */
  orders: readonly string[];
  /** Hands one order over; resolves when it is answered. */
  send: OrderSender;
  /** Notes an event of an order. */
  note(event: Note["event"], order: string): void;
  /** Resolves when the warehouse blocks while handling an order; perhaps never. */
  untilStuck(order: string): Promise<void>;
}

/**
 * Hands orders over, one after the other: the next as soon as one is answered, or the warehouse
 * blocks while handling it. It is also sent to other processes, as text.
 *
 * @param work The orders, and the functions of the shop.
 * @returns Resolves after the last order's turn; `answered` resolves when every order has its answer.
 */
export async function placeOrders(
  { orders, send, note, untilStuck }: ShopWork,
): Promise<{ answered: Promise<void[]> }> {
  const answers: Promise<void>[] = [];
  for (const order of orders) {
    note("sent", order);
    const stuck = untilStuck(order);
    const answer = send(order).then(
      () => note("thanked", order),
      () => note("refused", order),
    );
    answers.push(answer);
    await Promise.race([answer, stuck]);
  }
  return { answered: Promise.all(answers) };
}

/**
 * Runs the given roles inside a process, until it is killed. It is sent there as text, so it sees
 * nothing of this module.
 *
 * @param tools KafkaJS for the roles; as input the roles, and {@linkcode placeOrders} as text; a report for each {@linkcode Note}.
 */
export async function runRoles(
  { kafka, input, report, functionFromText }: ProcessTools<
    { place: string; roles: Role[] }
  >,
): Promise<void> {
  const place = functionFromText<typeof placeOrders>(input.place);
  const forever = (): Promise<never> => new Promise(() => {});

  const linesOf = async (file: string): Promise<string[]> =>
    (await Deno.readTextFile(file)).split("\n").slice(0, -1);

  const run = async (role: Role): Promise<void> => {
    const { id, stop, orders } = role;
    // Read before it is ready: an order written since is a change, however late the way begins to follow.
    const begun = await linesOf(role.site.file);
    async function* follow(file: string): AsyncGenerator<string[]> {
      const changes = Deno.watchFs(file);
      if (file === role.site.file) yield begun;
      yield await linesOf(file);
      for await (const _ of changes) yield await linesOf(file);
    }
    const note = (event: Note["event"], order = ""): void =>
      report({ id, event, order });
    const waiting = new Map<string, () => void>();
    let isStuck = false;
    const block = (order: string): Promise<never> => {
      isStuck = true;
      note("stuck", order);
      waiting.get(order)?.();
      return forever();
    };
    const pack = async (order: string): Promise<void> => {
      const isStop = order === stop?.order;
      if (isStuck || isStop && stop.when === "before") await block(order);
      note("packed", order);
      if (isStop && stop.when === "after") await block(order);
    };
    const site: Site = {
      ...role.site,
      kafka,
      pack,
      follow,
      later: forever,
    };
    const warehouse = role.warehouse &&
      functionFromText<(site: Site) => unknown>(role.warehouse)(site);
    note("ready");
    if (!role.shop) {
      await warehouse;
      return;
    }
    const open = functionFromText<
      (site: Site) => OrderSender | Promise<OrderSender>
    >(role.shop);
    const hand = await open(site);
    const send = async (order: string): Promise<void> => {
      await hand(order);
      if (order !== stop?.order || stop.when !== "thanks") return;
      // What else this program has begun shall be done.
      await new Promise((done) => setTimeout(done, 0));
      await block(order);
    };
    const untilStuck = (order: string): Promise<void> =>
      new Promise((resolve) => waiting.set(order, resolve));
    await place({ orders, send, note, untilStuck });
    note("placed");
  };
  await Promise.all(input.roles.map(run));
  await forever();
}
