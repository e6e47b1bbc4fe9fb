import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { fromText } from "./new_process.ts";
import {
  customersOf,
  due,
  type Payment,
  PAYMENTS,
  recordOf,
} from "./payments.ts";

/** A store outside of Kafka, which survives the process that writes to it. */
export interface Ledger {
  /** A number by its name, or `undefined`. */
  get(name: string): Promise<number | undefined>;
  /** Writes all of the numbers or none. */
  put(values: Record<string, number>): Promise<void>;
}

type Book = (payment: ConsumerRecord, ledger: Ledger) => Promise<void>;

/** What befell one call to the ledger. */
interface Fault {
  /** Whether the process died right after the call, or the call failed and wrote nothing. */
  kind: "death" | "failure";
  /** The call. */
  call: string;
  /** The payment that the call was for. */
  payment: Payment;
  /** Whether the function threw after a failure, so that the payment was handed over again. */
  threw: boolean;
}

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
      tried += calls;
    }
    return `Killed after each of ${tried} calls to the ledger in turn, and delivered again from the first payment on; then each of these calls failed once instead. Every time ${
      PAYMENTS.map(inWords).join(", and in another run ")
    }.`;
  });
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

/** Delivers all payments to a new process, whose call number `nth` is its last one, or fails. */
async function deliverAll(
  book: Book,
  payments: Payment[],
  written: Map<string, number>,
  plan: { kind: Fault["kind"]; nth: number } | null = null,
  onCall: () => void = () => {},
): Promise<Fault | null> {
  const death = Promise.withResolvers<null>();
  let fault: Fault | null = null;
  let isDead = false;
  let calls = 0;
  let inHand = payments[0]!;
  const made = async <T>(call: string, act: () => T): Promise<T> => {
    if (isDead) return await forever();
    onCall();
    const isStruck = ++calls === plan?.nth;
    if (isStruck) {
      fault = { kind: plan.kind, call, payment: inHand, threw: false };
      if (plan.kind === "failure") throw new Error(`${call} failed`);
    }
    const value = act();
    if (!isStruck) return value;
    isDead = true;
    death.resolve(null);
    return await forever();
  };
  const ledger: Ledger = {
    get: (name) =>
      perhapsForgotten(
        made(`get(${Deno.inspect(name)})`, () => written.get(name)),
      ),
    put: (values) =>
      perhapsForgotten(made(`put(${Deno.inspect(values)})`, () => {
        for (const [name, value] of Object.entries(values)) {
          written.set(name, value);
        }
      })),
  };
  const inNewProcess = fromText(book);
  const handOver = async (payment: Payment): Promise<void> => {
    inHand = payment;
    try {
      await inNewProcess(recordOf(payment), ledger);
    } catch (error) {
      if (fault?.kind !== "failure" || fault.threw) throw error;
      fault.threw = true;
      await handOver(payment);
    }
  };
  const deliver = async (): Promise<null> => {
    for (const payment of payments) await handOver(payment);
    return null;
  };
  await Promise.race([deliver(), death.promise]);
  return fault;
}

/** What a dead process gets on with. */
const forever = (): Promise<never> => new Promise(() => {});

/** Keeps a failure from ending the program when nobody awaits it: the balances show it. */
function perhapsForgotten<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
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
