import { within } from "workbook/waiting.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
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

/** Enough for an attempt that is given up after a second, and another, on a busy machine. */
const PATIENCE_S = 3;

const ADA: Order = { id: "1001", customer: "Ada", lamps: 1 };
const ADA_AGAIN: Order = { ...ADA, id: "1004" };

/**
 * Checks exercise 2: no answer is asked for again, and no order is packed twice.
 *
 * @param handOver The reader's answer.
 * @returns The verdict.
 */
export function checkHandOver(handOver: HandOver): Promise<Verdict> {
  return check("hand-over", async () => {
    await refuseUnlessPacked(handOver, ["fine"], "The way was clear");
    await refuseSoldOut(handOver);
    await refuseUnlessPacked(
      handOver,
      ["cut before", "closed"],
      "The first request was cut off on its way, the second answered with 503",
    );
    await refuseUnlessPacked(
      handOver,
      ["cut after", "cut after"],
      "The warehouse got the request, and its answer was cut off, two times",
    );
    await refuseEqualOrders(handOver);
    await refuseInvented(handOver);
    await refuseEndlessWait(handOver);
    return "Cut off before, cut off after, closed, sold out, gone for good, gone silent: one parcel for each order that could be packed, and never a word that nobody had said. Asking again is safe because the warehouse can tell an attempt from an order.";
  });
}

/** What the reader's function made of an order in a weather. */
interface Outcome extends Served {
  result: string;
  /** By the number of attempts before it, how long each pause was. */
  pauses: Map<number, number>;
}

async function hand(
  handOver: HandOver,
  orders: Order[],
  weather: Weather[],
): Promise<Outcome> {
  await using warehouse = await openWarehouse(weather);
  const { served, url } = warehouse;
  const pauses = new Map<number, number>();
  // A note instead of a wait: what counts is that there is a pause, and how they grow.
  const pause = (ms: number): Promise<void> => {
    pauses.set(served.attempts, (pauses.get(served.attempts) ?? 0) + ms);
    return Promise.resolve();
  };
  let result = "";
  for (const order of orders) {
    result = await handOver(order, url, pause).then(
      (said) => `"${said}"`,
      (error) => {
        if (error instanceof NotSolvedYet || error instanceof Refused) {
          throw error;
        }
        return `an error (${error.message})`;
      },
    );
  }
  return { result, pauses, ...served };
}

async function refuseUnlessPacked(
  handOver: HandOver,
  weather: Weather[],
  what: string,
): Promise<void> {
  const { result, parcels, attempts, keys } = await hand(
    handOver,
    [ADA],
    weather,
  );
  const seen = `${what}. Your function asked ${times(attempts)}`;
  if (parcels.length > 1) {
    throw new Refused(
      `${seen}, and ${parcels.length} parcels left for order 1001. ` +
        (keys.some((key) => key === null)
          ? "By what could the warehouse have known that it was the same order?"
          : `The keys were ${
            keys.join(" and ")
          }. To the warehouse those are different orders. When is a key made?`),
    );
  }
  if (parcels.length === 0) {
    throw new Refused(
      `${seen}, gave ${result}, and no parcel left. A broken way says nothing about the order. What can the shop do?`,
    );
  }
  if (result !== '"packed"') {
    throw new Refused(
      `${seen}. The parcel left, and your function gave ${result}. Who knows that the parcel left?`,
    );
  }
}

async function refuseSoldOut(handOver: HandOver): Promise<void> {
  const { result, attempts } = await hand(
    handOver,
    [ADA],
    Array(9).fill("sold out"),
  );
  const seen = `The warehouse said 422, sold out. Your function asked ${
    times(attempts)
  } and gave ${result}`;
  if (result !== '"refused"') {
    throw new Refused(
      `${seen}. Is that an order of which nothing is known, or one that is decided?`,
    );
  }
  if (attempts > 1) {
    throw new Refused(`${seen}. What did it hope to hear the second time?`);
  }
}

async function refuseEqualOrders(handOver: HandOver): Promise<void> {
  const { parcels, keys } = await hand(handOver, [ADA, ADA_AGAIN], []);
  if (parcels.length === 2) return;
  throw new Refused(
    `Ada ordered one lamp, and then one more: orders 1001 and 1004, and ${parcels.length} parcel left. Both came with the key ${
      keys.at(-1)
    }. What of an order is the same at each attempt, and different from her next?`,
  );
}

async function refuseInvented(handOver: HandOver): Promise<void> {
  const { result, attempts, pauses } = await hand(
    handOver,
    [ADA],
    Array(99).fill("cut before"),
  );
  if (result.startsWith('"')) {
    throw new Refused(
      `The warehouse never answered, in ${attempts} attempts, and your function gave ${result}. Who said so?`,
    );
  }
  if (attempts !== 5) {
    throw new Refused(
      `The warehouse never answered, and your function asked ${
        times(attempts)
      }. How many attempts were agreed?`,
    );
  }
  const waited = [1, 2, 3, 4].map((after) => pauses.get(after) ?? 0);
  if (waited.every((ms, i) => ms > (waited[i - 1] ?? 0))) return;
  throw new Refused(
    `The warehouse never answered, and between the five attempts your function paused for ${
      waited.join(", ")
    } ms. It may have to start first, and all shops ask it. What do they do to it, and which pauses would help?`,
  );
}

async function refuseEndlessWait(handOver: HandOver): Promise<void> {
  const patient: HandOver = (order, url, pause) =>
    within(PATIENCE_S * 1_000, handOver(order, url, pause), () =>
      new Refused(
        `The warehouse took the request, packed, and said nothing; the line stayed open. After ${PATIENCE_S} seconds your function was still waiting. For how long does \`fetch\` wait, if nobody tells it?`,
      ));
  await refuseUnlessPacked(
    patient,
    ["hangs"],
    "The warehouse took the first request, packed, and never answered it",
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
