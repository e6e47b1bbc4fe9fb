import type { Cluster } from "workbook/cluster.ts";
import type { ProxiedCluster } from "./faults.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { History, type HistoryVerdict } from "./history.ts";

import { createTopic } from "workbook/topics.ts";

/** The fate of a few orders, one of which the broker took without an answer. */
export interface Unanswered {
  /** For each order the result that its sender saw, and how often the order is read. */
  rows: { order: string; told: "committed" | "failed"; read: number }[];
  /** What went wrong with the orders; failed ones count as aborted. */
  verdict: HistoryVerdict;
}

const ORDERS = ["1001", "1002", "1003", "1004"];
const MUTE = "1002";

/**
 * Has four orders billed one by one in transactions, and loses all answers to the sends of the
 * second.
 *
 * @param cluster The cluster to create the topic on, and to read it from.
 * @param proxied The second connection, whose proxy `bill` must send through.
 * @param bill A function that commits a transaction which writes the order to the topic, or aborts
 * it and rejects.
 * @returns The fate of each order, as readers of committed records see it.
 * @throws {Trouble} If the last order can't be read within 15 s.
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
  const results = new Map<string, "committed" | "failed">();
  for (const order of ORDERS) {
    if (order === MUTE) proxy.inject({ dropResponse: { api: "Produce" } });
    history.sent(order);
    try {
      await bill(topic, order);
      history.acknowledged(order);
      results.set(order, "committed");
    } catch {
      history.aborted(order);
      results.set(order, "failed");
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
      told: results.get(order)!,
      read: timesRead(order),
    })),
    verdict: history.verdict(),
  };
}
