import type { Consumer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { readToEnd } from "workbook/consumers.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import {
  openTransactions,
  type TransactionalProducer,
} from "workbook/transactions.ts";
import { FailingTransactions } from "./failing_transactions.ts";

/** What the reader's function works with. */
export interface Office {
  /** Runs transactions. */
  producer: Pick<TransactionalProducer, "transact">;
  /** Commits offsets outside of a transaction. */
  consumer: Pick<Consumer, "commitOffsets">;
  /** The group's full name. */
  group: string;
  /** The full name of the topic of invoices. */
  invoices: string;
}

/** The reader's function: bills one order. */
export type Bill = (order: ConsumerRecord, office: Office) => Promise<void>;

/** What was seen after the reader's function was given an order once. */
export interface HandOver {
  /** The order. */
  order: ConsumerRecord;
  /** The number of transactions that the function began. */
  begun: number;
  /** The number of these that failed just before their commit. */
  cut: number;
  /** The number of sends that were rejected. */
  unsent: number;
  /** Whether the function threw, so that KafkaJS hands the order over again. */
  threw: boolean;
  /** The values of the invoices that readers of committed records get; read after a cut and after the last order only. */
  invoices: (string | null)[];
  /** The offset that the group has committed in each partition; `null` for none. */
  places: (bigint | null)[];
}

/** The values of the orders that are to be billed, in their order. */
export const ORDERS_TO_BILL = ["1001", "1002", "1003"];

/** The partition of the orders; the one before it is empty. */
export const PARTITION = 1;

const SEEN = "seen by the check";
/** Longer than a check may take: no rebalance hands an order over twice. */
const SESSION_MS = 30_000;

/**
 * Has the reader's function bill three orders in a running consumer, as KafkaJS calls `eachMessage`. At
 * the second, its last transaction fails just before the commit; at the third, its first send.
 *
 * The orders are in the second of two partitions, and their offsets have gaps.
 *
 * @param cluster The cluster to work on.
 * @param bill The reader's function.
 * @returns What was seen after each hand-over, in their order; at least one for each order.
 * @throws {Refused} If a transaction is still open when the function is done.
 * @throws What the function throws although nothing was cut off.
 */
export async function billAll(
  cluster: Cluster,
  bill: Bill,
): Promise<HandOver[]> {
  const topic = await createTopic(cluster, "check-orders", {
    partitions: PARTITION + 1,
  });
  const invoices = await createTopic(cluster, "check-invoices");
  const group = newGroup(cluster, "check-billing");
  await using producer = openTransactions(cluster, group);
  for (const value of ORDERS_TO_BILL) { // a transaction each: its marker takes an offset
    await producer.transact((transaction) =>
      transaction.send(topic, [{ partition: PARTITION, value }])
    );
  }
  const handOvers: HandOver[] = [];
  const over = Promise.withResolvers<never>();
  over.promise.catch(() => {}); // it may fail before anyone waits for it
  await using member = await joinGroup(cluster, {
    group,
    topic,
    name: "billing",
    autoCommit: false,
    config: { sessionTimeout: SESSION_MS },
    async handle(order, { consumer }): Promise<void> {
      const isSecond = order.value === ORDERS_TO_BILL[1];
      const isNew = handOvers.at(-1)?.order.value !== order.value;
      const isLast = order.value === ORDERS_TO_BILL.at(-1);
      const firstCut = isSecond && isNew ? handOvers[0]!.begun : Infinity;
      // Who has lost an order by then shows that best without another failure.
      const before = handOvers.at(-1);
      const isWell = before && !before.threw && before.begun > before.cut;
      const desk = new FailingTransactions(
        producer,
        firstCut,
        isLast && isNew && isWell === true,
      );
      const office = { producer: desk, consumer, group, invoices };
      const billed = Promise.resolve().then(() => bill(order, office));
      const failure = await billed.then(() => null, (error) => ({ error }));
      const isHarmed = desk.cut + desk.unsent > 0;
      if (failure && !isHarmed) over.reject(failure.error);
      if (desk.open > 0) over.reject(leftOpen(order));
      handOvers.push({
        order,
        begun: desk.begun,
        cut: desk.cut,
        unsent: desk.unsent,
        threw: failure !== null,
        ...await seen(
          cluster,
          producer,
          { topic, group, invoices },
          desk.cut > 0 || isLast,
        ),
      });
      if (failure) throw failure.error;
    },
  });
  const lastIsBilled = (): boolean =>
    member.records.length === ORDERS_TO_BILL.length;
  await Promise.race([
    over.promise,
    member.until(lastIsBilled, "the last order to be billed", SESSION_MS),
  ]);
  return handOvers;
}

function leftOpen({ value }: ConsumerRecord): Refused {
  return new Refused(
    `bill() was done with order ${value} while its transaction was still open. If that fails, who is told?`,
  );
}

/** What a successor and the readers of invoices would find now. */
async function seen(
  cluster: Cluster,
  producer: TransactionalProducer,
  { topic, group, invoices }: Record<"topic" | "group" | "invoices", string>,
  isRead: boolean,
): Promise<Pick<HandOver, "invoices" | "places">> {
  // A transaction begins only when all markers of the one before are written.
  await producer.transact((transaction) =>
    transaction.send(invoices, [{ value: SEEN }])
  );
  const read = isRead ? await readToEnd(cluster, invoices) : [];
  const partitions = await measureLag(cluster, group, topic);
  return {
    invoices: read.map(({ value }) => value).filter((value) => value !== SEEN),
    places: partitions.map(({ committed }) => committed),
  };
}
