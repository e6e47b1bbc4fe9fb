import type { Clients } from "./producers.ts";
import type { OpenTransaction } from "./producers/running_transaction.ts";
import { SafeTransactions } from "./producers/safe_transactions.ts";

export type {
  OpenTransaction,
  Progress,
} from "./producers/running_transaction.ts";

/** A producer that sends records in transactions; made by {@link openTransactions}. */
export interface TransactionalProducer extends AsyncDisposable {
  /**
   * Runs a function within one transaction, which is committed when the function returns and aborted
   * when it throws.
   *
   * Transactions run one after the other in the order of the calls. Consumers that read committed
   * records see them a moment after the commit is acknowledged, not at once.
   *
   * @param work The function that sends the records and offsets of the transaction.
   * @returns What the work resolves to.
   * @throws {UnknownOutcome} If the commit was not acknowledged in time.
   * @throws {Trouble} If a newer producer has taken over the transactional id, the previous transaction
   * did not end in time, or the call is part of another transaction's work. Also what the work throws.
   * In all these cases nothing of the transaction is ever read as committed.
   */
  transact<T>(work: (transaction: OpenTransaction) => Promise<T>): Promise<T>;
  /** Waits for the transactions called so far, and disconnects; later calls do nothing. Not to be called by their work. */
  close(): Promise<void>;
}

/** The time limits of a transactional producer. */
export interface TransactionOptions {
  /**
   * The longest time to wait for the acknowledgement of a send or a commit, and for the previous
   * transaction to end, in milliseconds; 30,000 when left out.
   */
  deadlineMs?: number;
  /** The time after which the broker aborts an open transaction, in milliseconds; 10,000 when left out. */
  timeoutMs?: number;
}

/**
 * Opens a transactional producer: the records of a transaction become visible together, or not at all,
 * to consumers that read committed records.
 *
 * As with `openProducer()`, it continues with a new KafkaJS producer after any failure: KafkaJS alone
 * may commit a transaction whose records never reached the log.
 *
 * @param cluster The cluster to send to.
 * @param transactionalId The producer's transactional id. When a second producer opens with the same
 * one, the first is **fenced**: it can't commit any more.
 * @param options The time limits of sends, commits and transactions.
 * @returns The producer; it connects with its first transaction. Close it with `await using`.
 *
 * Source: Kafka, "Producer Configs" (`transactional.id`, `transaction.timeout.ms`); KIP-98.
 *
 * @example Read, process, write
 * ```ts ignore
 * await using billing = openTransactions(cluster, cluster.name("billing"));
 * await billing.transact(async (transaction) => {
 *   await transaction.send(payments, [{ key: "1001", value: "paid" }]);
 *   await transaction.sendOffsets(group, [{ topic: orders, partition: 0, offset: 8n }]);
 * });
 * ```
 */
export function openTransactions(
  cluster: Clients,
  transactionalId: string,
  { deadlineMs = 30_000, timeoutMs = 10_000 }: TransactionOptions = {},
): TransactionalProducer {
  return new SafeTransactions(cluster, deadlineMs, {
    transactionalId,
    transactionTimeout: timeoutMs,
  });
}
