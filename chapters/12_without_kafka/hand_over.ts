import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { hand, type HandOver, type Order, type Outcome } from "./outcomes.ts";
import type { Weather } from "./warehouse.ts";

/** Enough for an attempt that is given up after a second, and another, on a busy machine. */
const PATIENCE_S = 3;

/** The shortest pause that lets a warehouse breathe, in milliseconds, and how much longer each next one is at least. */
const LEAST = { ms: 50, factor: 1.5 };
/** An attempt that is given up sooner was not given its second, however busy the machine is. */
const SOONEST_MS = 300;

const ADA: Order = { id: "1001", customer: "Ada", lamps: 1 };
/** The same lamp for the same customer, under numbers that share their first or their last digits. */
const ADA_AGAIN = ["1001", "1004", "1011", "2001"].map((id) => ({
  ...ADA,
  id,
}));
/** Statuses that decide nothing, though one of them is a success and two blame the client. */
const UNDECIDED = [408, 429, 202];

/**
 * Checks exercise 2: no answer is asked for again, and no order is packed twice.
 *
 * @param handOver The reader's answer.
 * @returns The verdict.
 */
export function checkHandOver(handOver: HandOver): Promise<Verdict> {
  return check("hand-over", async () => {
    await refuseUnlessPacked(handOver, ["fine"], "The way was clear");
    await refuseSoldOut(handOver, []);
    await refuseUnlessPacked(
      handOver,
      ["cut before", 503],
      "The first request was cut off on its way, the second answered with 503",
    );
    await refuseSoldOut(handOver, [503]);
    await refuseUnlessPacked(
      handOver,
      ["cut after", "cut after"],
      "The warehouse got the request, and its answer was cut off, two times",
    );
    await refuseUnlessPacked(
      handOver,
      UNDECIDED,
      `The warehouse answered ${UNDECIDED.join(", then ")}`,
      "Which answers say something about the order?",
    );
    await refuseEqualOrders(handOver);
    await refuseInvented(handOver);
    await refuseEndlessWait(handOver);
    return "Cut off before, cut off after, closed, too slow, too busy, sold out, gone for good, gone silent: one parcel for each order that could be packed, and never a word that nobody had said. Asking again is safe because the warehouse can tell an attempt from an order.";
  });
}

async function refuseUnlessPacked(
  handOver: HandOver,
  weather: Weather[],
  what: string,
  question = "A broken way says nothing about the order. What can the shop do?",
): Promise<Outcome> {
  const outcome = await hand(handOver, [ADA], weather);
  const { result, parcels: [parcel, ...more], attempts, keys } = outcome;
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
  return outcome;
}

function isOrder(body: string, { id, customer, lamps }: Order): boolean {
  try {
    const sent = JSON.parse(body);
    return sent.id === id && sent.customer === customer && sent.lamps === lamps;
  } catch {
    return false;
  }
}

async function refuseSoldOut(
  handOver: HandOver,
  before: number[],
): Promise<void> {
  const { result, attempts } = await hand(
    handOver,
    [ADA],
    [...before, ...Array(9).fill(422)],
  );
  const seen = `The warehouse said ${
    before.map((status) => `${status}, then `).join("")
  }422, sold out. Your function asked ${times(attempts)} and gave ${result}`;
  if (result !== '"refused"') {
    throw new Refused(
      `${seen}. Is that an order of which nothing is known, or one that is decided?`,
    );
  }
  if (attempts > before.length + 1) {
    throw new Refused(`${seen}. What did it hope to hear after the first 422?`);
  }
}

async function refuseEqualOrders(handOver: HandOver): Promise<void> {
  const { parcels, keys } = await hand(handOver, ADA_AGAIN, []);
  const left = ADA_AGAIN.filter((order) =>
    parcels.some((parcel) => isOrder(parcel, order))
  );
  if (left.length === ADA_AGAIN.length) return;
  throw new Refused(
    `Ada ordered one lamp four times: orders ${
      ADA_AGAIN.map(({ id }) => id).join(", ")
    }. ${left.length} of 4 parcels left. They came with the keys ${
      keys.join(", ")
    }. What of an order is the same at each attempt, and different from her next?`,
  );
}

async function refuseInvented(handOver: HandOver): Promise<void> {
  const { result, attempts, pauses, hasHurried } = await hand(
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
  const seen =
    `The warehouse never answered, and between the five attempts your function paused for ${
      waited.map((ms) => Number(ms.toFixed(3))).join(", ")
    } ms`;
  if (hasHurried) {
    throw new Refused(
      `${seen}. But an attempt came in the middle of a pause. Who waits for \`pause\`?`,
    );
  }
  const isLonger = waited.every((ms, i) =>
    i === 0 ? ms >= LEAST.ms : ms >= waited[i - 1]! * LEAST.factor
  );
  if (isLonger) return;
  throw new Refused(
    `${seen}. It may have to start first, and all shops ask it. What do they do to it? Begin with ${LEAST.ms} ms or more, and make each pause ${LEAST.factor} times as long as the last one, at least.`,
  );
}

async function refuseEndlessWait(handOver: HandOver): Promise<void> {
  const patient: HandOver = (order, url, pause) =>
    within(PATIENCE_S * 1_000, handOver(order, url, pause), () =>
      new Refused(
        `The warehouse took the request, packed, and said nothing; the line stayed open. After ${PATIENCE_S} seconds your function was still waiting. For how long does \`fetch\` wait, if nobody tells it?`,
      ));
  const { waitedMs } = await refuseUnlessPacked(
    patient,
    ["hangs"],
    "The warehouse took the first request, packed, and never answered it",
  );
  if (waitedMs === null || waitedMs >= SOONEST_MS) return;
  throw new Refused(
    `The warehouse took the first request and had not answered yet. After ${waitedMs} ms your function hung up. How long was an attempt to be given?`,
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
