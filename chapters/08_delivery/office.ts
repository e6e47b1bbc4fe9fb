import type { Consumer } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { Refused } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import {
  openTransactions,
  type TransactionalProducer,
} from "workbook/transactions.ts";

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

/** The values of the orders that are to be billed, by offset. */
export const ORDERS_TO_BILL = ["1001", "1002", "1003"];

const CUT_OFF = "The service is cut off here, just before the commit";
const THE_END = "the end";

/** An office in which the reader's function can be cut off. */
interface CheckedOffice extends AsyncDisposable {
  /** The full name of the topic of orders. */
  topic: string;
  /** The group's full name. */
  group: string;
  /** The orders, by offset. */
  orders: ConsumerRecord[];
  /**
   * Has the reader's function bill an order, and gives the number of its transactions. The transaction
   * with the number `cut`, counted from 1, is cut off before its commit; none when left out.
   */
  billed(bill: Bill, order: ConsumerRecord, cut?: number): Promise<number>;
  /** The values of the committed invoices. */
  read(): Promise<(string | null)[]>;
}

/**
 * Opens an office: three orders, a member of a group that has read them, a transactional producer.
 *
 * @param cluster The cluster to work on.
 * @returns The office; close it with `await using`.
 */
export async function openOffice(cluster: Cluster): Promise<CheckedOffice> {
  const topic = await createTopic(cluster, "check-orders");
  const invoices = await createTopic(cluster, "check-invoices");
  const group = newGroup(cluster, "check-billing");
  const sender = cluster.kafka.producer();
  await sender.connect();
  await sender.send({
    topic,
    messages: ORDERS_TO_BILL.map((value) => ({ value })),
  });
  const { consumer, records, ...member } = await joinGroup(cluster, {
    group,
    topic,
    name: "billing",
    autoCommit: false,
  });
  await member.until(
    () => records.length === ORDERS_TO_BILL.length,
    "the orders",
  );
  const producer = openTransactions(cluster, group);

  return {
    topic,
    group,
    orders: records,
    async billed(bill, order, cut = 0): Promise<number> {
      let begun = 0;
      let open = 0;
      const transact: TransactionalProducer["transact"] = (work) => {
        const isCut = ++begun === cut;
        open++;
        const transacted = producer.transact(async (transaction) => {
          const value = await work(transaction);
          if (isCut) throw new Error(CUT_OFF);
          return value;
        }).finally(() => open--);
        transacted.catch(() => {}); // a function that does not wait is refused below
        return transacted;
      };
      const office = { producer: { transact }, consumer, group, invoices };
      try {
        await bill(order, office);
      } catch (error) {
        if (!(error instanceof Error && error.message === CUT_OFF)) throw error;
      }
      if (open === 0) return begun;
      throw new Refused(
        `bill() was done with order ${order.value} while its transaction was still open. If that fails, who is told?`,
      );
    },
    async read(): Promise<(string | null)[]> {
      await producer.transact((transaction) =>
        transaction.send(invoices, [{ value: THE_END }])
      );
      await using reader = await joinGroup(cluster, {
        group: newGroup(cluster, "check-audit"),
        topic: invoices,
        name: "audit",
      });
      const values = (): (string | null)[] =>
        reader.records.map(({ value }) => value);
      await reader.until(() => values().includes(THE_END), "the invoices");
      return values().filter((value) => value !== THE_END);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await producer.close();
      await member.leave();
    },
  };
}
