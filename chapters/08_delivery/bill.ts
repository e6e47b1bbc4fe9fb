import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { untilCommitted } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import {
  type Bill,
  type Office,
  openOffice,
  ORDERS_TO_BILL,
} from "./office.ts";

export type { Office };

/**
 * Checks exercise 2: an invoice and the place to go on from, together or not at all.
 *
 * @param cluster The cluster to check on.
 * @param bill The reader's answer.
 * @returns The verdict.
 */
export function checkBill(cluster: Cluster, bill: Bill): Promise<Verdict> {
  return check("bill", async () => {
    await using office = await openOffice(cluster);
    const [first, second, third] = office.orders as [
      ConsumerRecord,
      ConsumerRecord,
      ConsumerRecord,
    ];
    const transactions = await office.billed(bill, first);
    if (transactions === 0) {
      throw new Refused(
        `Order ${first.value} was billed without a transaction: \`transact\` was never called. What else could hold the invoice and the offset together?`,
      );
    }
    await expectProgress(cluster, office, first);

    await office.billed(bill, second, transactions);
    const [place] = await measureLag(cluster, office.group, office.topic);
    const moved = place!.committed !== first.offset + 1n;
    await office.billed(bill, second);
    await office.billed(bill, third);
    const values = await office.read();
    const copies = (of: ConsumerRecord): number =>
      values.filter((value) => value === of.value).length;
    if (copies(first) !== 1 || copies(third) !== 1) refuseInvoices(values);
    refuseHalves(second, {
      moved,
      copies: copies(second),
      transactions,
      at: place!.committed,
    });
    await expectProgress(cluster, office, third);
    if (values.join() !== ORDERS_TO_BILL.join()) refuseInvoices(values);
    return `Cut off before its commit, order ${second.value} left nothing: no invoice to read, and the group still stood at offset ${
      place!.committed
    }. Billed again, each of ${ORDERS_TO_BILL.length} orders has one invoice.`;
  });
}

function refuseInvoices(values: (string | null)[]): never {
  throw new Refused(
    `The orders were ${ORDERS_TO_BILL.join(", ")}, the invoices are ${
      values.join(", ") || "none"
    }. What shall an invoice carry, and how many has an order?`,
  );
}

/** Refuses what is half done after a service was cut off. */
function refuseHalves(
  { value, offset }: ConsumerRecord,
  { moved, copies, transactions, at }: {
    moved: boolean;
    copies: number;
    transactions: number;
    at: bigint | null;
  },
): void {
  if (moved) {
    throw new Refused(
      `The service was cut off before it could commit order ${value} (offset ${offset}), so its invoice can't be read. But the group already stood at offset ${at}: its successor would go on there, and nobody would ever bill ${value}. ` +
        (transactions > 1
          ? `You ran ${transactions} transactions, and one had been committed already. How many commits may there be for one order?`
          : "Who committed that offset, and did the transaction know of it?"),
    );
  }
  if (copies > 1) {
    throw new Refused(
      `The service was cut off before its last commit, and then billed order ${value} again: now there are ${copies} invoices for it. ` +
        (transactions > 1
          ? `You ran ${transactions} transactions, and the first had been committed already. How many commits may there be for one order?`
          : "The first one was not part of the transaction that was cut off. Through what was it sent?"),
    );
  }
}

async function expectProgress(
  cluster: Cluster,
  { group, topic }: { group: string; topic: string },
  order: ConsumerRecord,
): Promise<void> {
  try {
    await untilCommitted(cluster, group, { ...order, topic }, 2_000);
  } catch {
    const [place] = await measureLag(cluster, group, topic);
    const at = place!.committed;
    throw new Refused(
      at === null
        ? `Order ${order.value} is billed, and the group has committed nothing at all: whoever takes over bills it again. How does the group learn how far you are?`
        : `Order ${order.value} has offset ${order.offset}, it is billed, and the group stands at offset ${at}: whoever takes over goes on there, and bills ${
          at === order.offset ? "it" : "it and others"
        } again. Which offset shall be read next?`,
    );
  }
}
