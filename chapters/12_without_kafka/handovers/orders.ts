/** The orders of each day: four before it happens, the one in hand, four that come meanwhile, three afterwards. */
export const DAY_ORDERS = {
  before: ["1001", "1002", "1003", "1004"],
  inHand: "1005",
  meanwhile: ["1006", "1007", "1008", "1009"],
  afterwards: ["1010", "1011", "1012"],
} as const;

const CUSTOMERS = ["Ada", "Bo", "Cleo"] as const;

/**
 * Names the customer of an order.
 *
 * @param order The order's number, such as `1001`.
 * @returns Ada, Bo or Cleo, in turn.
 */
export function customerOf(order: string): string {
  return CUSTOMERS[(Number(order) - 1001) % CUSTOMERS.length]!;
}
