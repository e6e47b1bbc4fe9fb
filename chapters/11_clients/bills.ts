import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { resetGroup } from "workbook/offsets.ts";
import { openProducer } from "workbook/producers.ts";
import { createTopic, offsetRanges } from "workbook/topics.ts";
import { openTransactions } from "workbook/transactions.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";

/** Orders in a topic of one partition, and a group that has billed the first of them. */
export interface Bills {
  /** The topic's full name. */
  topic: string;
  /** The group's full name. */
  group: string;
  /** The orders, in the order of their offsets. */
  orders: readonly string[];
  /** The number of orders that are billed. */
  done: number;
  /** The offset after the last order. */
  end: bigint;
}

const DEADLINE_MS = 10_000;
/** How many orders the first transaction of a topic with a gap writes. */
const BEFORE_GAP = 9;

/**
 * Makes eight orders without a gap, of which a group has billed three.
 *
 * @param cluster The cluster to create the topic on.
 * @returns The orders; 1001 is at offset 0.
 */
export async function plainBills(cluster: Cluster): Promise<Bills> {
  const topic = await createTopic(cluster, "check-bills");
  const orders = numbered(8);
  await using producer = openProducer(cluster);
  await producer.send(topic, orders.map((value) => ({ value })));
  return await billed(cluster, topic, orders, 3);
}

/**
 * Makes twelve orders, of which a group has billed six; offset 9, between the ninth and the tenth, holds no order.
 *
 * @param cluster The cluster to create the topic on.
 * @returns The orders; 1001 is at offset 0, and the tenth at 10.
 */
export async function billsWithGap(cluster: Cluster): Promise<Bills> {
  const topic = await createTopic(cluster, "check-bills");
  const orders = numbered(12);
  const records = orders.map((value) => ({ value }));
  await using shop = openTransactions(cluster, cluster.name("check-shop"));
  // A transaction's end takes an offset, too, a moment after the commit.
  await shop.transact((transaction) =>
    transaction.send(topic, records.slice(0, BEFORE_GAP))
  );
  await untilEnd(cluster, topic, BEFORE_GAP + 1);
  await using producer = openProducer(cluster);
  await producer.send(topic, records.slice(BEFORE_GAP));
  return await billed(cluster, topic, orders, 6);
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${1001 + i}`);
}

async function billed(
  cluster: Cluster,
  topic: string,
  orders: string[],
  done: number,
): Promise<Bills> {
  const end = await untilEnd(cluster, topic, orders.length);
  const group = newGroup(cluster, "check-billing");
  await resetGroup(cluster, group, topic, [BigInt(done)]);
  return { topic, group, orders, done, end };
}

/** Waits until the log of a topic has at least so many offsets, and finds its end. */
async function untilEnd(
  cluster: Cluster,
  topic: string,
  least: number,
): Promise<bigint> {
  let end = 0n;
  await untilAnswered(
    async () => {
      const [range] = await offsetRanges(cluster, topic);
      end = range!.end;
      return end >= BigInt(least);
    },
    DEADLINE_MS,
    () => timedOut(DEADLINE_MS, `offset ${least} of the check's own topic`),
  );
  return end;
}
