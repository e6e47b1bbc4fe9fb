import type { ConsumerRecord } from "workbook/records.ts";
import { fromText } from "./new_process.ts";
import { type Payment, recordOf } from "./payments.ts";

/** A store outside of Kafka, which survives the process that writes to it. */
export interface Ledger {
  /** A number by its name, or `undefined`. */
  get(name: string): Promise<number | undefined>;
  /** Writes all of the numbers or none. */
  put(values: Record<string, number>): Promise<void>;
}

/** The reader's function: books one payment. */
export type Book = (payment: ConsumerRecord, ledger: Ledger) => Promise<void>;

/** What befell one call to the ledger. */
export interface Fault {
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
 * Delivers all payments to a new process.
 *
 * @param book The reader's function.
 * @param payments The payments, by offset.
 * @param written The numbers in the ledger; written to.
 * @param plan The call that is the process's last one, or fails, counted from 1; `null` for none.
 * @param onCall Called at each call to the ledger.
 * @returns What befell that call; `null` when there was none.
 */
export async function deliverAll(
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
