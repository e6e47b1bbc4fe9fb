import { AsyncLocalStorage } from "node:async_hooks";
import type { Transaction } from "kafkajs";
import { within } from "../waiting.ts";
import { kafkaErrorName, kafkaTrouble, Trouble } from "../errors.ts";
import { Layouts, Partitioner } from "./partitioner.ts";
import { Session, Sessions, type Transactions } from "./session.ts";
import {
  type OpenTransaction,
  RunningTransaction,
} from "./running_transaction.ts";
import { fenced, unknownCommit } from "./outcomes.ts";
import { type Clients, Turns } from "./safe_producer.ts";

const ABORT_WITHIN_MS = 5_000;
const FENCED = ["INVALID_PRODUCER_EPOCH", "PRODUCER_FENCED"];

/** The `TransactionalProducer` of `openTransactions()`: one transaction at a time, a new session after a failure. */
export class SafeTransactions {
  #transactions: Transactions;
  #deadlineMs: number;
  #turns = new Turns();
  #sessions: Sessions;
  #layouts: Layouts;
  #partitioner = new Partitioner();
  /** The transaction that is open now. */
  #running: RunningTransaction | null = null;
  /** The transaction whose work the calling code belongs to. */
  #asking = new AsyncLocalStorage<RunningTransaction>();
  /** The reason why no transaction can begin any more. */
  #end: Trouble | null = null;

  /**
   * Makes a producer that is not connected yet.
   *
   * @param clients The cluster to send to.
   * @param deadlineMs The longest time to wait for a send, a commit or the previous transaction, in milliseconds.
   * @param transactions The transactional settings.
   */
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

  /** Runs a transaction as `TransactionalProducer.transact` describes. */
  async transact<T>(
    work: (transaction: OpenTransaction) => Promise<T>,
  ): Promise<T> {
    this.#refuseWithin("begin a transaction");
    const begun = Promise.withResolvers<void>();
    let isGivenUp = false;
    const turn = this.#turns.take(() => {
      if (isGivenUp) throw this.#late();
      begun.resolve();
      return this.#run(work);
    });
    try {
      await within(this.#deadlineMs, begun.promise, () => this.#late());
    } catch (error) {
      isGivenUp = true;
      throw error;
    }
    return await turn;
  }

  async #run<T>(
    work: (transaction: OpenTransaction) => Promise<T>,
  ): Promise<T> {
    if (this.#end) throw this.#end;
    const [session, transaction] = await this.#begin();
    const running = new RunningTransaction({
      session,
      transaction,
      layouts: this.#layouts,
      partitioner: this.#partitioner,
      deadlineMs: this.#deadlineMs,
    });
    this.#running = running;
    let value: T;
    try {
      value = await this.#asking.run(running, () => work(running));
      await running.done();
    } catch (error) {
      await running.done().catch(() => {}); // sends that the work did not await
      await this.#abort(transaction, running);
      throw this.#orFenced(error, error);
    } finally {
      this.#running = null;
    }
    await this.#commit(transaction);
    return value;
  }

  /** Waits for the transactions called so far, and disconnects. */
  async close(): Promise<void> {
    this.#refuseWithin("close");
    await this.#turns.done();
    this.#end ??= new Trouble(
      `Cannot begin a transaction as "${this.#transactions.transactionalId}": expected an open producer but found a closed one. Open another with openTransactions()`,
    );
    await this.#sessions.close();
  }

  /** Closes the producer. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** A transaction's work that waited for its own transaction to end would wait forever. */
  #refuseWithin(action: string): void {
    if (!this.#running || this.#asking.getStore() !== this.#running) return;
    throw new Trouble(
      `Cannot ${action} as "${this.#transactions.transactionalId}": expected to be outside of its transactions but found itself within one. ` +
        "Do it after transact() has returned",
    );
  }

  #late(): Trouble {
    return new Trouble(
      `Cannot begin a transaction as "${this.#transactions.transactionalId}": expected the previous transaction to end within ${this.#deadlineMs} ms but found it still open. ` +
        "Nothing was begun. Look at what that transaction's work waits for",
    );
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

  /** After an abort that fails, the next session aborts the transaction, or the broker does after a while. */
  async #abort(
    transaction: Transaction,
    running: RunningTransaction,
  ): Promise<void> {
    const late = (): Error => new Error("none");
    const aborted = await within(ABORT_WITHIN_MS, transaction.abort(), late)
      .then(() => true, () => false);
    if (!aborted || running.hasFailed) this.#sessions.drop();
  }

  /** A fenced producer must not take over again, so it refuses all further transactions. */
  #orFenced(error: unknown, otherwise: unknown): unknown {
    if (!FENCED.includes(kafkaErrorName(error) ?? "")) return otherwise;
    this.#sessions.drop();
    this.#end = fenced(this.#transactions, error);
    return this.#end;
  }
}
