import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { History } from "workbook/history.ts";
import type { HistoryVerdict } from "workbook/history/verdict.ts";
import { joinGroup } from "workbook/members.ts";

/**
 * Reads the invoices as a reader of committed records sees them, and judges each partition by itself.
 *
 * @param cluster Where.
 * @param topic The invoices; the value of each is its order.
 * @param partitions How many; the last order's invoice is waited for in each.
 * @param orders Those that should have one invoice a partition.
 * @returns By partition: each order is a record that was sent, the partition is the log.
 * @throws {Trouble} If a last invoice is not there within 15 s.
 */
export async function readInvoices(
  cluster: Cluster,
  topic: string,
  partitions: number,
  orders: readonly string[],
): Promise<HistoryVerdict[]> {
  await using auditor = await joinGroup(cluster, {
    group: newGroup(cluster, "audit"),
    topic,
    name: "auditor",
  });
  const finished = (): number =>
    new Set(
      auditor.records.filter(({ value }) => value === orders.at(-1))
        .map(({ partition }) => partition),
    ).size;
  await auditor.until(() => finished() === partitions, "each last invoice");
  return Array.from({ length: partitions }, (_, partition) => {
    const history = new History();
    for (const order of orders) {
      history.sent(order);
      history.acknowledged(order);
    }
    const own = auditor.records.filter((one) => one.partition === partition);
    history.found(own);
    return history.verdict();
  });
}
