import type { Cluster } from "workbook/cluster.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { History, type HistoryVerdict } from "lab/history.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** The invoices of one service. */
interface Invoices {
  /** All that stand in the log, those of aborted transactions included. */
  written: ConsumerRecord[];
  /** Each order is a record that was sent; the log is what readers of committed records get. */
  verdict: HistoryVerdict;
}

/**
 * Reads the invoices, both with and without those of aborted transactions.
 *
 * @param cluster Where.
 * @param topic The invoices; the value of each is its order.
 * @param partitions How many; the last order's invoice is waited for in each.
 * @param orders Those that should have one invoice a partition.
 * @returns By partition.
 * @throws {Trouble} If a last invoice is not there within 15 s.
 */
export async function readInvoices(
  cluster: Cluster,
  topic: string,
  partitions: number,
  orders: readonly string[],
): Promise<Invoices[]> {
  const [committed, written] = await Promise.all(
    [false, true].map((readUncommitted) =>
      readToLast(cluster, topic, partitions, orders.at(-1)!, readUncommitted)
    ),
  ) as [ConsumerRecord[], ConsumerRecord[]];
  return Array.from({ length: partitions }, (_, partition) => {
    const isOwn = (one: ConsumerRecord): boolean => one.partition === partition;
    const history = new History();
    for (const order of orders) {
      history.sent(order);
      history.acknowledged(order);
    }
    history.found(committed.filter(isOwn));
    return { written: written.filter(isOwn), verdict: history.verdict() };
  });
}

async function readToLast(
  cluster: Cluster,
  topic: string,
  partitions: number,
  last: string,
  readUncommitted: boolean,
): Promise<ConsumerRecord[]> {
  await using auditor = await joinGroup(cluster, {
    group: newGroup(cluster, "audit"),
    topic,
    name: "auditor",
    config: { readUncommitted },
  });
  const finished = (): number =>
    new Set(
      auditor.records.filter(({ value }) => value === last)
        .map(({ partition }) => partition),
    ).size;
  await auditor.until(() => finished() === partitions, "each last invoice");
  return auditor.records;
}
