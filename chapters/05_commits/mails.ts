import { History } from "lab/history.ts";

/** What became of the orders: which of them got no mail, and which more than one. */
export interface Mails {
  /** Orders without a mail. */
  never: string[];
  /** Orders with more than one mail. */
  twice: string[];
}

/**
 * Finds the orders that a crash has left without a mail, or with more than one.
 *
 * @param orders The orders, each once.
 * @param mailed The order of each mail, from all runs.
 * @returns The orders of both kinds; two empty lists when each has one mail.
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
