import type { ConsumerRecord } from "workbook/records.ts";

/** Payments for a second trial: numbers of several lengths, which begin like one another. */
export const OTHERS = ["99", "9", "1000", "990", "100", "10", "199"]
  .map((number) => `payment ${number}`);

/**
 * Says in words at which offsets a value is stored.
 *
 * @param value The value of the records.
 * @param log The records of a topic.
 * @returns `at offset 2`, `at offsets 2 and 3`, or `nowhere`.
 */
export function whereIs(value: string, log: ConsumerRecord[]): string {
  const offsets = log.filter((record) => record.value === value)
    .map(({ offset }) => offset);
  if (offsets.length === 0) return "nowhere";
  return `at offset${offsets.length > 1 ? "s" : ""} ${offsets.join(" and ")}`;
}

/**
 * Compares a list of the reader's with the one that it should be; their sequence does not matter.
 *
 * @param list The reader's list.
 * @param right The values that belong in it.
 * @returns What is wrong with it, as part of a sentence; `null` when nothing is.
 */
export function listFault(list: unknown[], right: string[]): string | null {
  const foreign = list.find((value) => !right.includes(value as string));
  if (foreign !== undefined) return `has ${Deno.inspect(foreign)}`;
  const missing = right.find((value) => !list.includes(value));
  if (missing !== undefined) return `lacks ${missing}`;
  const twice = list.find((value, place) => list.indexOf(value) !== place);
  return twice === undefined ? null : `has ${twice} twice`;
}
