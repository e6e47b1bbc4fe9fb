import { Refused } from "lab/exercises.ts";
import { hand, type HandOver, type Order, type Outcome } from "./outcomes.ts";
import type { Weather } from "./warehouse.ts";

/** The order that most trials hand over. */
export const ADA: Order = { id: "1001", customer: "Ada", lamps: 1 };

/**
 * Hands one order over, which must be packed once, as it is.
 *
 * @param handOver The reader's function.
 * @param weather What happens to its requests.
 * @param what What the warehouse did, as a sentence without its full stop.
 * @param question The question when nothing was packed.
 * @returns What came of it.
 * @throws {Refused} If another number of parcels left, or the function says otherwise.
 */
export async function refuseUnlessPacked(
  handOver: HandOver,
  weather: Weather[],
  what: string,
  question = "A broken way says nothing about the order. What can the shop do?",
): Promise<Outcome> {
  const outcome = await hand(handOver, [ADA], weather);
  const { result, parcels: [parcel, ...more], attempts, keys, pauses } =
    outcome;
  const seen = `${what}. Your function asked ${times(attempts)}`;
  if (more.length > 0) {
    throw new Refused(
      `${seen}, and ${more.length + 1} parcels left for order 1001. ` +
        (keys.some((key) => key === null)
          ? "By what could the warehouse have known that it was the same order?"
          : `The keys were ${
            keys.join(" and ")
          }. To the warehouse those are different orders. When is a key made?`),
    );
  }
  if (parcel === undefined) {
    throw new Refused(
      `${seen}, gave ${result}, and no parcel left. ${question}`,
    );
  }
  if (!isOrder(parcel, ADA)) {
    throw new Refused(
      `${seen}. It sent ${parcel}. Expected the whole order, as JSON.`,
    );
  }
  if (result !== '"packed"') {
    throw new Refused(
      `${seen}. The parcel left, and your function gave ${result}. Who knows that the parcel left?`,
    );
  }
  const early = pauses.get(0);
  if (early !== undefined) {
    throw new Refused(
      `${seen}, and before its first attempt it paused for ${early} ms. What did it wait for?`,
    );
  }
  return outcome;
}

/**
 * Compares what a request brought with an order.
 *
 * @param body The request's body.
 * @param order The order.
 * @returns Whether the body is the whole order, as JSON.
 */
export function isOrder(body: string, { id, customer, lamps }: Order): boolean {
  try {
    const sent = JSON.parse(body);
    return sent.id === id && sent.customer === customer && sent.lamps === lamps;
  } catch {
    return false;
  }
}

/**
 * Says how often something was done.
 *
 * @param count The number of times.
 * @returns `once`, or `3 times`.
 */
export function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
