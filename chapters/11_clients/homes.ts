import type { ConsumerRecord } from "workbook/records.ts";

/** A key, and for each writer the partitions on which its records with that key lie. */
export type Home = { key: string } & Record<string, string>;

/**
 * Lists the partitions on which the records of each key lie, apart for each writer.
 *
 * @param records Records of one topic, in any order.
 * @param writerOf The function that names the writer of a record.
 * @returns A row a key, in the keys' order, with a column a writer that lists partitions: `0, 2`.
 * Records without a key come last, in the row `no key`.
 *
 * @example Two writers disagree about Ada
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { homes } from "chapters/11_clients/homes.ts";
 *
 * const record = { topic: "orders", offset: 0n, timestamp: new Date(), headers: {}, key: "Ada" };
 * const rows = homes([
 *   { ...record, partition: 0, value: "shop" },
 *   { ...record, partition: 2, value: "branch" },
 * ], ({ value }) => value!);
 * deepStrictEqual(rows, [{ key: "Ada", shop: "0", branch: "2" }]);
 * ```
 */
export function homes(
  records: readonly ConsumerRecord[],
  writerOf: (record: ConsumerRecord) => string,
): Home[] {
  const byKey = Map.groupBy(records, ({ key }) => key);
  const writers = [...new Set(records.map(writerOf))];
  const keys = [...byKey.keys()].filter((key) => key !== null).sort();
  const last = byKey.has(null) ? [null] : [];
  return [...keys, ...last].map((key): Home => {
    const own = byKey.get(key)!;
    const columns = writers.map((writer) => [
      writer,
      partitionsOf(own.filter((record) => writerOf(record) === writer)),
    ]);
    return { key: key ?? "no key", ...Object.fromEntries(columns) };
  });
}

function partitionsOf(records: readonly ConsumerRecord[]): string {
  const partitions = new Set(records.map(({ partition }) => partition));
  return [...partitions].sort((a, b) => a - b).join(", ");
}
