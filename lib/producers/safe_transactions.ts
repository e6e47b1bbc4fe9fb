import type { Transaction } from "kafkajs";
import { within } from "workbook/deadlines.ts";
import { kafkaErrorName, kafkaTrouble } from "workbook/kafka_errors.ts";
import type { Clients } from "workbook/producers.ts";
import { Layouts } from "workbook/producers/layouts.ts";
import { Placing } from "workbook/producers/placing.ts";
import { Session, type Transactions } from "workbook/producers/session.ts";
import { Sessions } from "workbook/producers/sessions.ts";
import { RunningTransaction } from "workbook/producers/running_transaction.ts";
import { fenced, unknownCommit } from "workbook/producers/outcomes.ts";
import { Turns } from "workbook/producers/turns.ts";
import type {
  OpenTransaction,
  TransactionalProducer,
} from "workbook/transactions.ts";
import { Trouble } from "workbook/trouble.ts";

const ABORT_WITHIN_MS = 5_000;
const FENCED = ["INVALID_PRODUCER_EPOCH", "PRODUCER_FENCED"];

/** Runs one transaction at a time, each session until something fails. */
export class SafeTransactions implements TransactionalProducer {
  #transactions: Transactions;
  #deadlineMs: number;
  #turns = new Turns();
  #sessions: Sessions;
  #layouts: Layouts;
  #placing = new Placing();
  /** Why no transaction can begin any more. */
  #end: Trouble | null = null;

  constructor(
    { kafka, admin }: Clients,
    deadlineMs: number,
    transactions: Transactions,
  ) {
    this.#transactions = transactions;
    this.#deadlineMs = deadlineMs;
    this.#layouts = new Layouts(admin);
    this.#sessions = new Sessions(() =>
      new Session(kafka, deadlineMs, transactions)
    );
  }

  async transact<T>(
    work: (transaction: OpenTransaction) => Promise<T>,
  ): Promise<T> {
    return await this.#turns.take(async () => {
      if (this.#end) throw this.#end;
      const [session, transaction] = await this.#begin();
      const running = new RunningTransaction({
        session,
        transaction,
        layouts: this.#layouts,
        placing: this.#placing,
        deadlineMs: this.#deadlineMs,
      });
      let value: T;
      try {
        value = await work(running);
        await running.done();
      } catch (error) {
        await running.done().catch(() => {}); // what the work did not await
        await this.#abort(transaction, running);
        throw this.#orFenced(error, error);
      }
      await this.#commit(transaction);
      return value;
    });
  }

  async close(): Promise<void> {
    await this.#turns.done();
    this.#end ??= new Trouble(
      `Cannot begin a transaction as "${this.#transactions.transactionalId}": expected an open producer but found a closed one. Open another with openTransactions()`,
    );
    await this.#sessions.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #begin(): Promise<[Session, Transaction]> {
    const end = performance.now() + this.#deadlineMs;
    const left = (): number => end - performance.now();
    const late = (): Error => new Error("no answer");
    try {
      const session = await within(left(), this.#sessions.get(left), late);
      return [session, await within(left(), session.begin(), late)];
    } catch (error) {
      this.#sessions.drop();
      throw kafkaTrouble(
        `begin a transaction as "${this.#transactions.transactionalId}"`,
        error,
      );
    }
  }

  async #commit(transaction: Transaction): Promise<void> {
    const late = (): Error => new Error("none");
    try {
      await within(this.#deadlineMs, transaction.commit(), late);
    } catch (error) {
      this.#sessions.drop();
      const unknown = unknownCommit(
        this.#transactions.transactionalId,
        this.#deadlineMs,
        error,
      );
      throw this.#orFenced(error, unknown);
    }
  }

  /** An abort that fails is made good by the next session, or by the broker after a while. */
  async #abort(
    transaction: Transaction,
    running: RunningTransaction,
  ): Promise<void> {
    const late = (): Error => new Error("none");
    const aborted = await within(ABORT_WITHIN_MS, transaction.abort(), late)
      .then(() => true, () => false);
    if (!aborted || running.hasFailed) this.#sessions.drop();
  }

  /** A fenced producer must not take over again, so it ends. */
  #orFenced(error: unknown, otherwise: unknown): unknown {
    if (!FENCED.includes(kafkaErrorName(error) ?? "")) return otherwise;
    this.#sessions.drop();
    this.#end = fenced(this.#transactions, error);
    return this.#end;
  }
}
