import { check, Refused, type Verdict } from "lab/exercises.ts";
import { type Book, deliverAll, type Fault } from "./ledger.ts";
import { customersOf, due, type Payment, PAYMENTS } from "./payments.ts";

export type { Ledger } from "./ledger.ts";

/**
 * Checks exercise 3: each payment is booked once, whichever call to the ledger is a process's last, and
 * whichever fails.
 *
 * @param book The reader's answer.
 * @returns The verdict.
 */
export function checkBook(book: Book): Promise<Verdict> {
  return check("book", async () => {
    let tried = 0;
    for (const payments of PAYMENTS) {
      const calls = await countCalls(book, payments);
      for (let nth = 1; nth <= calls; nth++) {
        for (const kind of ["death", "failure"] as const) {
          const written = new Map<string, number>();
          const fault = await deliverAll(book, payments, written, {
            kind,
            nth,
          });
          await deliverAll(book, payments, written);
          refuseWrong(payments, written, fault);
        }
      }
      await refuseForgetful(book, payments);
      tried += calls;
    }
    return `Killed after each of ${tried} calls to the ledger in turn, and delivered again from the first payment on; then each of these calls failed once instead. Every time ${
      PAYMENTS.map(inWords).join(", and in another run ")
    }.`;
  });
}

/** All payments are booked and come once more, and each of the calls fails once meanwhile. */
async function refuseForgetful(
  book: Book,
  payments: Payment[],
): Promise<void> {
  for (let nth = 1;; nth++) {
    const written = new Map<string, number>();
    await deliverAll(book, payments, written);
    const plan = { kind: "failure", nth } as const;
    const fault = await deliverAll(book, payments, written, plan);
    if (!fault) return;
    refuseWrong(payments, written, fault);
  }
}

/** A run without a fault, and then all payments come once more. */
async function countCalls(book: Book, payments: Payment[]): Promise<number> {
  const written = new Map<string, number>();
  let calls = 0;
  await deliverAll(book, payments, written, null, () => calls++);
  refuseWrong(payments, written, null);
  if (calls === 0) {
    throw new Refused(
      `${payments.length} payments were delivered, and the ledger was not called. Where do you keep the balances?`,
    );
  }
  await deliverAll(book, payments, written);
  refuseWrong(
    payments,
    written,
    null,
    "Nobody died, but all payments were delivered",
  );
  return calls;
}

function refuseWrong(
  payments: Payment[],
  written: Map<string, number>,
  fault: Fault | null,
  before = `${payments.length} payments were delivered once`,
): void {
  for (const customer of customersOf(payments)) {
    const balance = written.get(customer) ?? 0;
    const right = due(payments, customer);
    if (balance === right) continue;
    const found = `${customer} has ${balance} instead of ${right}`;
    if (fault) throw new Refused(afterFault(fault, found, balance > right));
    throw new Refused(
      before.endsWith("once")
        ? `${before}, with the offsets ${
          payments.map(({ offset }) => offset).join(", ")
        }, and nobody died. ${found}. What makes a payment the same as another, and what makes it different?`
        : `${before} a second time, and now ${found}. By what can you tell that a payment has been booked?`,
    );
  }
}

function afterFault(
  { kind, call, payment: { offset, customer, amount }, threw }: Fault,
  found: string,
  isTwice: boolean,
): string {
  const whose = `for payment ${offset} (${customer}, ${amount})`;
  if (kind === "failure") {
    return `${call} failed once, ${whose}, and wrote nothing. Your function ${
      threw
        ? "threw, so the payment was handed over again"
        : "returned all the same, so the next payment came"
    }, and in the end ${found}. What does a call that fails say about the payment in hand?`;
  }
  return `The process died right after ${call}, ${whose}. Its successor got all payments again, and now ${found}: ${
    isTwice
      ? "booked twice. What did the ledger know of the first time?"
      : "never booked. What did the ledger say about a payment that had not been booked yet?"
  }`;
}

function inWords(payments: Payment[]): string {
  return customersOf(payments).map((customer) =>
    `${customer} has ${due(payments, customer)}`
  ).join(" and ");
}
