import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import type { HandOver, Site } from "../handovers.ts";
import { type Note, ORDERS } from "./judging.ts";
import { placeOrders } from "./staffing.ts";
import type { PlannedDay } from "./striking.ts";
import type { KillableProcess } from "lab/processes.ts";
import { Trouble } from "workbook/errors.ts";

const DEADLINE_MS = 15_000;

/** A shop in this program, whose warehouse is another. */
export interface OpenShop {
  day: PlannedDay;
  /** Hands over all that comes until the warehouse is killed; fails when one is neither answered nor in hand in time. */
  placeUntilKilled(
    warehouse: Pick<KillableProcess<Note>, "until">,
  ): Promise<void>;
  /** Hands over the last orders, and waits for every answer that is still owed. */
  placeRest(): Promise<void>;
}

/**
 * Opens a day's shop in this program.
 *
 * @param cluster Whose brokers it talks to.
 * @param day Of a way whose warehouse is a program of its own.
 * @param notes Where it notes what it does.
 */
export async function openShop(
  cluster: Cluster,
  day: PlannedDay,
  notes: Note[],
): Promise<OpenShop> {
  const { id, site, blow } = day;
  const late = Promise.withResolvers<void>();
  const forever = (): Promise<never> => new Promise(() => {});
  const hand: HandOver = await new Function(`return (${day.shop})`)()(
    {
      ...site,
      kafka: cluster.kafka,
      later: () => late.promise,
      pack: () => Promise.reject(new Trouble("The shop has nothing to pack")),
      follow: () => {
        throw new Trouble("The shop reads nothing");
      },
    } satisfies Site,
  );
  const owed: Promise<unknown>[] = [];
  const place = async (
    orders: readonly string[],
    untilStuck: (order: string) => Promise<void>,
  ): Promise<void> => {
    const tell = (event: Note["event"], order: string): void =>
      void notes.push({ id, event, order });
    const { answered } = await placeOrders({
      orders,
      send: hand,
      tell,
      untilStuck,
    });
    owed.push(answered);
  };
  return {
    day,
    placeUntilKilled: (warehouse) =>
      place(
        [...ORDERS.before, ORDERS.inHand, ...ORDERS.meanwhile],
        (order) => {
          const stuck = warehouse.until(
            (told) =>
              told.some((one) =>
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
      const rest = [...wasKilled ? ORDERS.meanwhile : [], ...ORDERS.afterwards];
      const all = place(rest, forever).then(() => {
        late.resolve();
        return Promise.all(owed);
      });
      await within(DEADLINE_MS, all, () =>
        new Trouble(
          `Waited ${DEADLINE_MS} ms in vain for a shop to have an answer for each order`,
        ));
    },
  };
}
