import type { Cluster } from "workbook/cluster.ts";
import type { ProxiedCluster } from "./faults.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { History } from "./history.ts";
import type { HistoryVerdict } from "./history/verdict.ts";
import { createTopic } from "workbook/topics.ts";

/** What came of a few orders, one of which the broker took without an answer. */
export interface Unanswered {
  /** For each order what its sender was told, and how often it is read. */
  rows: { order: string; told: "committed" | "failed"; read: number }[];
  /** Failed orders count as aborted. */
  verdict: HistoryVerdict;
}

const ORDERS = ["1001", "1002", "1003", "1004"];
const MUTE = "1002";

/**
 * Has four orders billed one by one, and all answers to the sends for the second get lost.
 *
 * @param cluster Where.
 * @param proxied The way that the sends must take.
 * @param bill Commits a transaction that writes the order to the topic; rejects after having
 * aborted it.
 * @returns What came of each, as readers of committed records see it.
 * @throws {Trouble} If the last order is not there within 15 s.
 *
 * @example With a producer of the workbook
 * ```ts ignore
 * const careful = openTransactions(proxied.cluster, id, { deadlineMs: 1_500 });
 * const { verdict } = await billUnanswered(cluster, proxied, (topic, value) =>
 *   careful.transact((transaction) => transaction.send(topic, [{ value }])));
 * verdict.counts.lost; // 0
 * ```
 */
export async function billUnanswered(
  cluster: Cluster,
  { proxy }: ProxiedCluster,
  bill: (topic: string, order: string) => Promise<unknown>,
): Promise<Unanswered> {
  const topic = await createTopic(cluster, "invoices");
  const history = new History();
  const told = new Map<string, "committed" | "failed">();
  for (const order of ORDERS) {
    if (order === MUTE) proxy.inject({ dropResponse: { api: "Produce" } });
    history.sent(order);
    try {
      await bill(topic, order);
      history.acknowledged(order);
      told.set(order, "committed");
    } catch {
      history.aborted(order);
      told.set(order, "failed");
    } finally {
      proxy.clear();
    }
  }
  await using auditor = await joinGroup(cluster, {
    group: newGroup(cluster, "audit"),
    topic,
    name: "auditor",
  });
  const timesRead = (order: string): number =>
    auditor.records.filter(({ value }) => value === order).length;
  await auditor.until(() => timesRead(ORDERS.at(-1)!) > 0, "the last order");
  history.found(auditor.records);
  return {
    rows: ORDERS.map((order) => ({
      order,
      told: told.get(order)!,
      read: timesRead(order),
    })),
    verdict: history.verdict(),
  };
}
