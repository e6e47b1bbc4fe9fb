import { NotSolvedYet, Refused } from "lab/exercises.ts";
import { openWarehouse, type Served, type Weather } from "./warehouse.ts";

/** An order, as the shop posts it. */
export interface Order {
  /** The order's number, such as `1001`. */
  id: string;
  /** The customer's name. */
  customer: string;
  /** The number of lamps. */
  lamps: number;
}

/** What became of an order. */
export type Answer = "packed" | "refused";

/** The reader's function: has an order packed by the warehouse at an address; `pause` waits for so many milliseconds. */
export type HandOver = (
  order: Order,
  url: string,
  pause: (ms: number) => Promise<void>,
) => Promise<Answer>;

/** What the reader's function made of an order in a weather. */
export interface Outcome extends Served {
  /** What it gave, in quotes, or the error that it threw. */
  result: string;
  /** By the number of attempts before it, how long each pause was. */
  pauses: Map<number, number>;
  /** How long the client waited for an answer that never came, in milliseconds from the call; `null` for no such answer. */
  gaveUpAfterMs: number | null;
}

/**
 * Has the reader's function hand orders over to a warehouse of its own.
 *
 * @param handOver The reader's function.
 * @param orders The orders, one after the other.
 * @param weather What happens to the requests.
 * @param pauseFailure What the first pause rejects with; when left out, it passes.
 * @returns What came of it; `result` is that of the last order.
 */
export async function hand(
  handOver: HandOver,
  orders: Order[],
  weather: Weather[],
  pauseFailure?: Error,
): Promise<Outcome> {
  await using warehouse = await openWarehouse(weather);
  const { served, url } = warehouse;
  const pauses = new Map<number, number>();
  // A note instead of a wait: what counts is that there is a pause, and how they grow.
  const pause = (ms: number): Promise<void> => {
    const isFirst = pauses.size === 0;
    pauses.set(served.attempts, (pauses.get(served.attempts) ?? 0) + ms);
    if (!pauseFailure || !isFirst) return warehouse.pause(isFirst);
    const failed = Promise.reject(pauseFailure);
    failed.catch(() => {}); // whoever does not wait for it is judged by what comes next
    return failed;
  };
  let result = "";
  let calledAt = 0;
  for (const order of orders) {
    calledAt = performance.now();
    result = await handOver({ ...order }, url, pause).then(
      (said) => `"${said}"`,
      (error) => {
        if (error instanceof NotSolvedYet || error instanceof Refused) {
          throw error;
        }
        return `an error (${error?.message ?? error})`;
      },
    );
  }
  const { gaveUpAt } = served;
  const gaveUpAfterMs = gaveUpAt === null ? null : gaveUpAt - calledAt;
  return { result, pauses, gaveUpAfterMs, ...served };
}
