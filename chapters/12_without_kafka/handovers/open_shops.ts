import type { Cluster } from "workbook/cluster.ts";
import { timedOut, within } from "workbook/waiting.ts";
import { functionFromText, type KillableProcess } from "lab/processes.ts";
import { Trouble } from "workbook/errors.ts";
import { DAY_ORDERS } from "./orders.ts";
import type { PlannedDay } from "./planned_days.ts";
import { placeOrders } from "./roles.ts";
import type { OrderSender, Site } from "./sites.ts";
import type { Note } from "./tally.ts";

const DEADLINE_MS = 15_000;

/** A shop in this program, whose warehouse is another. */
export interface OpenShop {
  /** The day on which it is open. */
  day: PlannedDay;
  /**
   * Hands over all orders that come until the warehouse is killed.
   *
   * @throws {Trouble} If one is neither answered nor in hand in time.
   */
  placeUntilKilled(
    warehouse: Pick<KillableProcess<Note>, "until">,
  ): Promise<void>;
  /**
   * Hands over the last orders, and waits for every answer that is still owed.
   *
   * @throws {Trouble} If an order has no answer after 15 s.
   */
  placeRest(): Promise<void>;
}

/**
 * Opens a day's shop in this program.
 *
 * @param cluster The cluster whose brokers it talks to.
 * @param day A day of a way whose warehouse is a program of its own.
 * @param notes The list to which it adds its notes.
 * @returns The shop; nothing is handed over yet.
 */
export async function openShop(
  cluster: Cluster,
  day: PlannedDay,
  notes: Note[],
): Promise<OpenShop> {
  const { id, site, blow } = day;
  const late = Promise.withResolvers<void>();
  const forever = (): Promise<never> => new Promise(() => {});
  const open = functionFromText<
    (site: Site) => OrderSender | Promise<OrderSender>
  >(day.shop);
  const hand = await open({
    ...site,
    kafka: cluster.kafka,
    later: () => late.promise,
    pack: () => Promise.reject(new Trouble("The shop has nothing to pack")),
    follow: () => {
      throw new Trouble("The shop reads nothing");
    },
  });
  const owed: Promise<unknown>[] = [];
  const place = async (
    orders: readonly string[],
    untilStuck: (order: string) => Promise<void>,
  ): Promise<void> => {
    const note = (event: Note["event"], order: string): void =>
      void notes.push({ id, event, order });
    const { answered } = await placeOrders({
      orders,
      send: hand,
      note,
      untilStuck,
    });
    owed.push(answered);
  };
  return {
    day,
    placeUntilKilled: (warehouse) =>
      place(
        [...DAY_ORDERS.before, DAY_ORDERS.inHand, ...DAY_ORDERS.meanwhile],
        (order) => {
          const stuck = warehouse.until(
            (noted) =>
              noted.some((one) =>
                one.id === id && one.event === "stuck" && one.order === order
              ),
            `order ${order} to be answered, or to be in hand`,
          );
          stuck.catch(() => {}); // once it is answered, nobody minds
          return stuck;
        },
      ),
    async placeRest(): Promise<void> {
      const wasKilled = blow.startsWith("shop");
      const rest = [
        ...wasKilled ? DAY_ORDERS.meanwhile : [],
        ...DAY_ORDERS.afterwards,
      ];
      const all = place(rest, forever).then(() => {
        late.resolve();
        return Promise.all(owed);
      });
      await within(
        DEADLINE_MS,
        all,
        () => timedOut(DEADLINE_MS, "a shop to have an answer for each order"),
      );
    },
  };
}
