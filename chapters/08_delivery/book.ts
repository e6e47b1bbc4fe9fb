import { runInNewContext } from "node:vm";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";

/** A store outside of Kafka, which survives the process that writes to it. */
export interface Ledger {
  /** A number by its name, or `undefined`. */
  get(name: string): Promise<number | undefined>;
  /** Writes all of the numbers or none. */
  put(values: Record<string, number>): Promise<void>;
}

type Book = (payment: ConsumerRecord, ledger: Ledger) => Promise<void>;

/** Ada pays 20 twice: two payments that look the same. */
const PAYMENTS: [customer: string, amount: number][] = [
  ["Ada", 30],
  ["Ada", 20],
  ["Bo", 20],
  ["Ada", 20],
];
const BALANCES = Map.groupBy(PAYMENTS, ([customer]) => customer);

/** A call after which the process died, and the payment that it was for. */
interface Death {
  call: string;
  offset: number;
}

/**
 * Checks exercise 3: each payment is booked once, whichever call to the ledger is a process's last.
 *
 * @param book The reader's answer.
 * @returns The verdict.
 */
export function checkBook(book: Book): Promise<Verdict> {
  return check("book", async () => {
    const calls = await countCalls(book);
    for (let last = 1; last <= calls; last++) {
      const written = new Map<string, number>();
      const death = await run(book, written, last);
      await run(book, written);
      refuseWrong(written, death);
    }
    return `Killed behind each of ${calls} calls to the ledger in turn, and delivered again from the first payment on: every time ${
      [...BALANCES.keys()].map((customer) => `${customer} has ${due(customer)}`)
        .join(" and ")
    }.`;
  });
}

/** A run in which nobody dies, and then all payments come once more. */
async function countCalls(book: Book): Promise<number> {
  const written = new Map<string, number>();
  let calls = 0;
  await run(book, written, Infinity, () => calls++);
  refuseWrong(written, null);
  if (calls === 0) throw new Refused(unwritten());
  await run(book, written);
  refuseWrong(written, null, "Nobody died, but all payments were delivered");
  return calls;
}

/** Delivers all payments to a new process, which dies after its `last` call. */
async function run(
  book: Book,
  written: Map<string, number>,
  last = Infinity,
  onCall: () => void = () => {},
): Promise<Death | null> {
  const death = Promise.withResolvers<Death>();
  let calls = 0;
  let offset = 0;
  const made = async (call: string): Promise<void> => {
    onCall();
    if (++calls !== last) return;
    death.resolve({ call, offset });
    await new Promise(() => {}); // a dead process does nothing more
  };
  const ledger: Ledger = {
    async get(name): Promise<number | undefined> {
      const value = written.get(name);
      await made(`get(${Deno.inspect(name)})`);
      return value;
    },
    async put(values): Promise<void> {
      for (const [name, value] of Object.entries(values)) {
        written.set(name, value);
      }
      await made(`put(${Deno.inspect(values)})`);
    },
  };
  const inNewProcess = fromText(book);
  const deliver = async (): Promise<null> => {
    for (offset = 0; offset < PAYMENTS.length; offset++) {
      await inNewProcess(payment(offset), ledger);
    }
    return null;
  };
  return await Promise.race([deliver(), death.promise]);
}

/** What a process knows of the function that was written in another: its text. */
function fromText(book: Book): Book {
  // Cells keep their variables where any code of the kernel finds them, but not in another context.
  const copy: Book = runInNewContext(`(${book})`, { console, NotSolvedYet });
  return async (payment, ledger) => {
    try {
      await copy(payment, ledger);
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== "ReferenceError") throw error;
      throw new Refused(
        `In a new process your function fails: ${message}. What stands outside of it is in the memory of the old process, and that is gone. What is not?`,
      );
    }
  };
}

function payment(offset: number): ConsumerRecord {
  const [customer, amount] = PAYMENTS[offset]!;
  return {
    topic: "payments",
    partition: 0,
    offset: BigInt(offset),
    timestamp: new Date(0),
    key: customer,
    value: String(amount),
    headers: {},
  };
}

function due(customer: string): number {
  return BALANCES.get(customer)!.reduce((sum, [, amount]) => sum + amount, 0);
}

function unwritten(): string {
  return `${PAYMENTS.length} payments were delivered, and the ledger was not called. Where do you keep the balances?`;
}

function refuseWrong(
  written: Map<string, number>,
  death: Death | null,
  before = `${PAYMENTS.length} payments were delivered once`,
): void {
  for (const customer of BALANCES.keys()) {
    const balance = written.get(customer) ?? 0;
    const right = due(customer);
    if (balance === right) continue;
    const found = `${customer} has ${balance} instead of ${right}`;
    if (!death) {
      throw new Refused(
        before.endsWith("once")
          ? `${before}, and nobody died. ${found}. What makes a payment the same as another, and what makes it different?`
          : `${before} a second time, and now ${found}. By what can you tell that a payment has been booked?`,
      );
    }
    const [who, amount] = PAYMENTS[death.offset]!;
    throw new Refused(
      `The process died right behind ${death.call}, for payment ${death.offset} (${who}, ${amount}). Its successor got all payments again, and now ${found}: ` +
        (balance > right
          ? "booked twice. What did the ledger know of the first time?"
          : "never booked. What did the ledger say about a payment that had not been booked yet?"),
    );
  }
}
