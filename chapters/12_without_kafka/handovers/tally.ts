import { History, type HistoryVerdict } from "lab/history.ts";
import { customerOf, DAY_ORDERS } from "./orders.ts";

/** An event of one of the days, as a shop or a warehouse noted it. */
export interface Note {
  /** The day's number. */
  id: number;
  /** `ready` and `placed` are about a whole role, all others about an order. */
  event:
    | "ready"
    | "placed"
    | "sent"
    | "thanked"
    | "refused"
    | "stuck"
    | "packed";
  /** The order's number; empty when the event is about none. */
  order: string;
}

/** What became of a day's orders. */
export interface DayTally {
  /** Each order is a record that was sent; the log is the list of parcels. */
  verdict: HistoryVerdict;
  /** Orders with more than one parcel. */
  twice: string[];
  /** Orders without a parcel, whose customers know that. */
  turnedAway: string[];
  /** Orders with one parcel, whose customers were told that it failed, or nothing at all. */
  unsure: string[];
  /** How many of the four orders that came while 1005 was in hand were thanked for before the kill. */
  thankedMeanwhile: number;
}

/**
 * Compares parcels with the orders that they are for.
 *
 * @param sent The orders, in the order in which they came.
 * @param thanked The orders whose customers were thanked.
 * @param parcels The order of each parcel, in the order in which they left.
 * @returns The verdict on the orders as records that were sent, with their customers as keys, and the parcels as the log.
 */
export function judgeParcels(
  sent: readonly string[],
  thanked: readonly string[],
  parcels: readonly string[],
): HistoryVerdict {
  const history = new History();
  for (const order of sent) {
    history.sent(order, { key: customerOf(order) });
    if (thanked.includes(order)) history.acknowledged(order);
  }
  history.found(parcels.map((value, parcel) => ({
    topic: "parcels",
    partition: 0,
    offset: BigInt(parcel),
    timestamp: new Date(0),
    key: null,
    value,
    headers: {},
  })));
  return history.verdict();
}

/**
 * Counts what became of a day's orders.
 *
 * @param notes The notes of one day; those about parcels in the order in which the parcels left.
 * @returns The tally at the end of the day.
 */
export function tallyDay(notes: readonly Note[]): DayTally {
  const of = (event: Note["event"]): string[] =>
    notes.filter((note) => note.event === event).map(({ order }) => order);
  const [sent, thanked, parcels] = [of("sent"), of("thanked"), of("packed")];
  const verdict = judgeParcels(sent, thanked, parcels);
  const { duplicated, unknownPresent } = verdict.findings;
  const twice = duplicated.map(({ id }) => id);
  return {
    verdict,
    twice,
    turnedAway: sent.filter((order) =>
      !thanked.includes(order) && !parcels.includes(order)
    ),
    unsure: unknownPresent.map(({ id }) => id)
      .filter((order) => !twice.includes(order)),
    thankedMeanwhile: countThankedMeanwhile(notes),
  };
}

function countThankedMeanwhile(notes: readonly Note[]): number {
  const [next] = DAY_ORDERS.afterwards;
  const restart = notes.findIndex(({ event, order }) =>
    event === "sent" && order === next
  );
  const meanwhile: readonly string[] = DAY_ORDERS.meanwhile;
  return notes.slice(0, restart).filter(({ event, order }) =>
    event === "thanked" && meanwhile.includes(order)
  ).length;
}
