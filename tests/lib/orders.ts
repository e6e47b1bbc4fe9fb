import type { ConsumerRecord } from "workbook/records.ts";

/**
 * A record of the shop's orders topic.
 *
 * @param partition Its partition, from 0.
 * @param offset Its offset, from 0.
 * @param key The order's number, or `null`.
 * @param value What happened to the order.
 * @returns The record, without headers.
 */
export function orderRecord(
  partition: number,
  offset: number,
  key: string | null,
  value: string | null,
): ConsumerRecord {
  return {
    topic: "orders",
    partition,
    offset: BigInt(offset),
    timestamp: new Date("2026-11-21T09:00:00Z"),
    key,
    value,
    headers: {},
  };
}
