import { check, Refused, type Verdict } from "lab/exercises.ts";
import { hand, type HandOver } from "./outcomes.ts";
import { ADA, isOrder, refuseUnlessPacked, times } from "./packed_order.ts";
import {
  refuseEndlessWait,
  refuseInvented,
  refusePauseFailureForgotten,
} from "./silence.ts";

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
    await refusePauseFailureForgotten(handOver);
    await refuseEndlessWait(handOver);
    return "Cut off before, cut off after, closed, too slow, too busy, sold out, gone for good, gone silent: one parcel for each order that could be packed, and never a word that nobody had said. Asking again is safe because the warehouse can tell an attempt from an order.";
  });
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
