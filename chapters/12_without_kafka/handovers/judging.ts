import { History, type HistoryVerdict } from "lab/history.ts";

/** Something that was noted of an order on one of the days. */
export interface Note {
  /** Whose: the day's number. */
  id: number;
  /** `ready` and `placed` are about a whole post, all others about an order. */
  event:
    | "ready"
    | "placed"
    | "sent"
    | "thanked"
    | "refused"
    | "stuck"
    | "packed";
  /** Empty when it is about none. */
  order: string;
}

/** What a day comes to. */
export interface Evening {
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

/** Four before it happens, the one in hand, four that come meanwhile, three afterwards. */
export const ORDERS = {
  before: ["1001", "1002", "1003", "1004"],
  inHand: "1005",
  meanwhile: ["1006", "1007", "1008", "1009"],
  afterwards: ["1010", "1011", "1012"],
} as const;

const CUSTOMERS = ["Ada", "Bo", "Cleo"] as const;

/**
 * Whose order it is.
 *
 * @param order Such as `1001`.
 * @returns Ada, Bo or Cleo, in turn.
 */
export function customerOf(order: string): string {
  return CUSTOMERS[(Number(order) - 1001) % CUSTOMERS.length]!;
}

/**
 * Compares parcels with the orders that they are for.
 *
 * @param sent The orders, in the order in which they came.
 * @param thanked Those whose customers were thanked.
 * @param parcels The order of each parcel, in the order in which they left.
 * @returns Orders are the records that were sent, with their customers as keys; parcels are the log.
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
 * @param notes Those of one day; what is noted of parcels stands in their order.
 * @returns The day's evening.
 */
export function judgeDay(notes: readonly Note[]): Evening {
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
  const [next] = ORDERS.afterwards;
  const restart = notes.findIndex(({ event, order }) =>
    event === "sent" && order === next
  );
  const meanwhile: readonly string[] = ORDERS.meanwhile;
  return notes.slice(0, restart).filter(({ event, order }) =>
    event === "thanked" && meanwhile.includes(order)
  ).length;
}
