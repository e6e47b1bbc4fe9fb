import type { Cluster } from "workbook/cluster.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { joinGroup, newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import { type Bank, BankBooks } from "./bank_books.ts";
import { type ChargeOrder, killAtFirstStep } from "./desk_crash.ts";

export type { Bank };

/** By partition. The shop's producer sent order 1003 again, so it stands there twice. */
const ORDERS = [["1001", "1003", "1003", "1005"], ["1002", "1004", "1006"]];
/** What the second desk must have read when it has read everything. */
const LAST = ["1007", "1008"];
const KILLED_AT = "1004";

/**
 * Checks exercise 4: an effect that survives a desk's death, once.
 *
 * @param cluster The cluster to check on.
 * @param chargeOrder The reader's answer.
 * @returns The verdict.
 */
export function checkChargeOnce(
  cluster: Cluster,
  chargeOrder: ChargeOrder,
): Promise<Verdict> {
  return check("charge", async () => {
    await rehearse(chargeOrder);
    const topic = await createTopic(cluster, "check-charge", { partitions: 2 });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const send = (orders: string[][]): Promise<unknown> =>
      producer.send({
        topic,
        messages: orders.flatMap((own, partition) =>
          own.map((value) => ({ value, partition }))
        ),
      });
    await send(ORDERS);
    const group = newGroup(cluster, "check-charge");
    const books = new BankBooks();
    const input = { group, topic, at: KILLED_AT };
    for (const charge of await killAtFirstStep(cluster, chargeOrder, input)) {
      books.charge(charge);
    }
    await send(LAST.map((order) => [order]));
    await finishBySecondDesk(cluster, chargeOrder, { group, topic }, books);
    for (const order of new Set([KILLED_AT, ...ORDERS.flat(), ...LAST])) {
      expectChargedOnce(books, order);
    }
    const lag = await measureLag(cluster, group, topic);
    const behind = lag.reduce((sum, each) => sum + each.lag, 0n);
    if (behind > 0n) {
      throw new Refused(
        `Every order is charged once. But the group has ${behind} records ahead of it that are done already: it has not committed behind them. Where will the next desk begin?`,
      );
    }
    return `The first desk was killed in the middle of order ${KILLED_AT}, the second took over, order 1003 stood there twice, and the bank charged each of eight orders once.`;
  });
}

/** Runs the answer once in this program: one that throws, or that is not there yet, needs no process. */
async function rehearse(chargeOrder: ChargeOrder): Promise<void> {
  const record = { topic: "rehearsal", partition: 0, offset: 0n, key: null };
  await chargeOrder(
    { ...record, value: "1000", timestamp: new Date(), headers: {} },
    { charge: () => Promise.resolve() },
    () => Promise.resolve(),
  );
}

/** Another desk, in this program: takes over when the coordinator has given up the dead one. */
async function finishBySecondDesk(
  cluster: Cluster,
  chargeOrder: ChargeOrder,
  place: { group: string; topic: string },
  books: BankBooks,
): Promise<void> {
  let failure: unknown;
  const bank: Bank = {
    charge: (id, order) => Promise.resolve(books.charge({ id, order })),
  };
  await using desk = await joinGroup(cluster, {
    ...place,
    name: "second desk",
    autoCommit: false,
    handle: async (record, member) => {
      if (failure) return;
      await chargeOrder(record, bank, () => member.commit(record))
        .catch((error) => failure = error);
    },
  });
  const read = (order: string): boolean =>
    desk.records.some(({ value }) => value === order);
  await desk.until(() => LAST.every(read), "the second desk to finish");
  if (failure) throw failure;
}

function expectChargedOnce(books: BankBooks, order: string): void {
  const ids = books.idsOf(order);
  if (ids.length === 1) return;
  if (ids.length > 1) {
    const two = ids.slice(0, 2).map((id) => `"${id}"`).join(" and ");
    throw new Refused(
      order === "1003"
        ? `Order 1003 stands in the topic twice, at two offsets, and was charged twice, under the ids ${two}. What is the same in both records?`
        : `Order ${order} was charged ${ids.length} times, under the ids ${two}: once by the desk that was killed, and again by the next. What should the id be made of, so that both choose the same one?`,
    );
  }
  const other = books.mistakenFor(order);
  throw new Refused(
    other
      ? `Order ${order} was never charged. Your id for it was "${other.id}", and the bank had seen that one, for order ${other.order}. What makes an id belong to one order alone?`
      : `Order ${order} was never charged. The desk was killed between two steps, and the group goes on behind this order as if it were done. Which step came first?`,
  );
}
