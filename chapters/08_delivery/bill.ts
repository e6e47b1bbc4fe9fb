import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import {
  type Bill,
  billAll,
  type HandOver,
  type Office,
  ORDERS_TO_BILL,
  PARTITION,
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
    const handOvers = await billAll(cluster, bill);
    const [first] = handOvers as [HandOver];
    const last = handOvers.at(-1)!;
    if (first.begun === 0) {
      throw new Refused(
        `Order ${first.order.value} was billed without a transaction: \`office.producer.transact\` was never called. What else could hold the invoice and the offset together?`,
      );
    }
    expectProgress(first);
    const cut = handOvers.find((each) => each.cut > 0);
    if (cut?.threw) refuseHalves(cut, first, last);
    const second = handOvers.filter(({ order }) =>
      order.value === ORDERS_TO_BILL[1]
    );
    refuseUnbilled(second, last);
    refuseUnsent(handOvers, last);
    expectProgress(last);
    if (last.invoices.join() !== ORDERS_TO_BILL.join()) refuseInvoices(last);
    const { value } = second[0]!.order;
    return `The commit of order ${value} failed, and ${
      cut?.threw
        ? "it left nothing: no invoice to read, and the group did not move. Your function threw, so KafkaJS handed the order over again"
        : "your function tried again by itself until it was committed"
    }. The first send for order ${last.order.value} failed, and nothing was committed without its invoice. Each of ${ORDERS_TO_BILL.length} orders has one invoice.`;
  });
}

/** Refuses what stands although its transaction failed and the function threw. */
function refuseHalves(
  { order: { value, offset }, begun, invoices, places }: HandOver,
  before: HandOver,
  last: HandOver,
): void {
  const copies = count(invoices, value);
  const whose = begun > 1
    ? `You ran ${begun} transactions, and one had been committed already. How many commits may there be for one order?`
    : null;
  if (places.join() !== before.places.join()) {
    throw new Refused(
      `The transaction of order ${value} (offset ${offset}) failed just before its commit, and ${copies} invoices for it can be read. But the group already stood at offset ${
        places[PARTITION]
      }: a successor would go on there${
        copies === 0 ? `, and nobody would ever bill ${value}` : ""
      }. ${
        whose ??
          "Who committed that offset, and did the transaction know of it?"
      }`,
    );
  }
  if (copies > 0) {
    throw new Refused(
      `The transaction of order ${value} failed just before its last commit, and its invoice can be read all the same. The group did not move, so KafkaJS handed the order over again: now there are ${
        count(last.invoices, value)
      } invoices for it. ${
        whose ??
          "The first one was not part of the transaction that failed. Through what was it sent?"
      }`,
    );
  }
}

/** Refuses a failure that KafkaJS was not told of. */
function refuseUnbilled(second: HandOver[], last: HandOver): void {
  const { order, begun, cut } = second.at(-1)!;
  if (count(last.invoices, order.value) > 0) return;
  const found = `In the end the invoices are ${
    listed(last.invoices)
  }, and the group stands at offset ${
    last.places[PARTITION]
  }, after all of them.`;
  throw new Refused(
    cut > 0
      ? `The transaction of order ${order.value} failed just before its commit, and your function returned all the same, so KafkaJS went on with the next order. ${found} Who will ever bill ${order.value}?`
      : `The transaction of order ${order.value} failed just before its commit, and your function threw. KafkaJS handed the order over once more, and this time the function began ${begun} transactions and returned. ${found} What made it believe that ${order.value} was billed?`,
  );
}

/** Refuses a transaction that was committed without its invoice. */
function refuseUnsent(handOvers: HandOver[], last: HandOver): void {
  const { order } = last;
  const unsent = handOvers.find((each) => each.unsent > 0);
  if (!unsent || count(last.invoices, order.value) > 0) return;
  throw new Refused(
    `The send of the invoice for order ${order.value} was rejected, and the transaction was committed all the same, without it. The invoices are ${
      listed(last.invoices)
    }, and the group stands at offset ${
      last.places[PARTITION]
    }. What should a transaction do when one of its parts fails?`,
  );
}

function refuseInvoices({ invoices }: HandOver): never {
  throw new Refused(
    `The orders were ${ORDERS_TO_BILL.join(", ")}, the invoices are ${
      listed(invoices)
    }. What shall an invoice carry, and how many has an order?`,
  );
}

function expectProgress({ order, places }: HandOver): void {
  const { value, offset } = order;
  const next = offset + 1n;
  const at = places[PARTITION] ?? null;
  const elsewhere = places.findIndex((place, partition) =>
    partition !== PARTITION && place !== null
  );
  if (elsewhere >= 0) {
    throw new Refused(
      `Order ${value} came from partition ${PARTITION}, and the group has committed offset ${
        places[elsewhere]
      } of partition ${elsewhere}. Whose progress is that?`,
    );
  }
  if (at === next) return;
  throw new Refused(
    at === null
      ? `Order ${value} is billed, and the group has committed nothing at all: a successor bills it again. How does the group learn how far you are?`
      : `Order ${value} has offset ${offset}, it is billed, and the group stands at offset ${at}: a successor goes on there, and ${
        at > next
          ? "never sees what lies between"
          : `bills ${at === offset ? "it" : "it and others"} again`
      }. Which offset shall be read next?`,
  );
}

function count(invoices: (string | null)[], value: string | null): number {
  return invoices.filter((each) => each === value).length;
}

function listed(invoices: (string | null)[]): string {
  return invoices.join(", ") || "none";
}
