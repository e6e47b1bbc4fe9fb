import type { ConsumerRecord } from "workbook/records.ts";

/** A payment as the topic holds it. */
export interface Payment {
  /** Its offset. */
  offset: number;
  /** Its key. */
  customer: string;
  /** Its value. */
  amount: number;
}

/** The payments of each run, by offset. */
export const PAYMENTS: Payment[][] = [
  // Ada pays 20 twice: two payments that look the same.
  [
    { offset: 0, customer: "Ada", amount: 30 },
    { offset: 1, customer: "Ada", amount: 20 },
    { offset: 2, customer: "Bo", amount: 20 },
    { offset: 3, customer: "Ada", amount: 20 },
  ],
  // Older records are gone, there is a gap, and a payment is not whole euros.
  [
    { offset: 8, customer: "Ada", amount: 12.5 },
    { offset: 9, customer: "Adam", amount: 20 },
    { offset: 10, customer: "Ada", amount: 20 },
    { offset: 13, customer: "Adam", amount: 20 },
  ],
];

/**
 * Makes the record of a payment, as a consumer of the topic gets it.
 *
 * @param payment The payment.
 * @returns The record.
 */
export function recordOf(
  { offset, customer, amount }: Payment,
): ConsumerRecord {
  return {
    topic: "payments",
    partition: 0,
    offset: BigInt(offset),
    timestamp: new Date(0),
    key: customer,
    value: String(amount),
    headers: {},
  };
}

/**
 * Lists the customers of some payments.
 *
 * @param payments The payments.
 * @returns The name of each customer once, in the order of their first payments.
 */
export function customersOf(payments: Payment[]): string[] {
  return [...new Set(payments.map(({ customer }) => customer))];
}

/**
 * Adds up what a customer has paid.
 *
 * @param payments The payments.
 * @param customer The customer's name.
 * @returns The balance that the ledger should hold for the customer.
 */
export function due(payments: Payment[], customer: string): number {
  return payments.filter((payment) => payment.customer === customer)
    .reduce((sum, { amount }) => sum + amount, 0);
}
