import type { Cluster } from "workbook/cluster.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { History, type HistoryVerdict } from "lab/history.ts";
import type { ConsumerRecord } from "workbook/records.ts";

const DEADLINE_MS = 60_000;

/** The invoices of one service. */
interface Invoices {
  /** All invoices in the log, those of aborted transactions included. */
  written: ConsumerRecord[];
  /** Each order is a record that was sent; the log is what readers of committed records get. */
  verdict: HistoryVerdict;
}

/**
 * Reads the invoices, both with and without those of aborted transactions.
 *
 * @param cluster The cluster to read from.
 * @param topic The full name of the topic of invoices; the value of each invoice is its order.
 * @param partitions The number of the topic's partitions, one a service.
 * @param orders The orders that should have one invoice in each partition.
 * @returns The invoices of each partition, in the order of partitions.
 * @throws {Trouble} If a partition has no invoice for the last order within a minute.
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
    // A rebalance would hand it invoices a second time.
    config: { readUncommitted, sessionTimeout: DEADLINE_MS },
  });
  const finished = (): number =>
    new Set(
      auditor.records.filter(({ value }) => value === last)
        .map(({ partition }) => partition),
    ).size;
  await auditor.until(
    () => finished() === partitions,
    "each last invoice",
    DEADLINE_MS,
  );
  return auditor.records;
}
