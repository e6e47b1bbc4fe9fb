import { History } from "lab/history.ts";

/** What became of the orders: which of them got no mail, and which more than one. */
export interface Mails {
  never: string[];
  twice: string[];
}

/**
 * Counts what a crash has done to the mails.
 *
 * @param orders Each once.
 * @param mailed An order for each mail, from all runs.
 */
export function countMails(orders: string[], mailed: string[]): Mails {
  const history = new History();
  for (const order of orders) {
    history.sent(order);
    history.acknowledged(order);
  }
  history.processed(mailed);
  const { unprocessed, redelivered } = history.verdict().findings;
  return {
    never: unprocessed.map(({ id }) => id),
    twice: redelivered.map(({ id }) => id),
  };
}
