import type { Clients, RecordMetadata } from "./producers.ts";
import { SafeTransactions } from "./producers/safe_transactions.ts";
import type { ProducerRecord } from "./records.ts";

/** How far a group has come in a partition. */
export interface Progress {
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** The offset of the next record to process: that of the last one, plus 1. */
  offset: bigint;
}

/** What happens together or not at all. */
export interface OpenTransaction {
  /**
   * Sends records as part of the transaction.
   *
   * @param topic The topic's full name.
   * @param records In the order in which they shall be written.
   * @returns Where each was written, in the same order.
   * @throws {Trouble} If a record was refused or not acknowledged; the transaction will be aborted.
   */
  send(topic: string, records: ProducerRecord[]): Promise<RecordMetadata[]>;
  /**
   * Commits a group's progress as part of the transaction.
   *
   * @param group The group's full name.
   * @param progress How far it has come, a partition each.
   * @throws {Trouble} If it was not acknowledged; the transaction will be aborted.
   */
  sendOffsets(group: string, progress: Progress[]): Promise<void>;
}

/** Sends records by transactions; made by {@link openTransactions}. */
export interface TransactionalProducer extends AsyncDisposable {
  /**
   * Runs some work as one transaction: commits it when the work is done, aborts it when it throws.
   *
   * Transactions run one after the other in the order of the calls. Readers of committed records see
   * them a moment after the commit is acknowledged, not at once.
   *
   * @param work Sends what belongs together.
   * @returns What the work gives.
   * @throws {UnknownOutcome} If the commit was not acknowledged in time.
   * @throws {Trouble} If a newer producer has taken over the transactional id, the transaction before
   * did not end in time, or the call is part of another transaction's work. Also what the work throws.
   * Then nothing of it is ever read as committed.
   */
  transact<T>(work: (transaction: OpenTransaction) => Promise<T>): Promise<T>;
  /** Waits for the transactions that were called, and hangs up; once is enough. Their work must not call it. */
  close(): Promise<void>;
}

/** How a transactional producer behaves. */
export interface TransactionOptions {
  /**
   * How long the brokers may take for a send or a commit, and the transactions before for their end,
   * in milliseconds; 30,000 when left out.
   */
  deadlineMs?: number;
  /** After how many milliseconds the broker aborts a transaction by itself; 10,000 when left out. */
  timeoutMs?: number;
}

/**
 * Opens a producer whose records become visible together or not at all, to those who read committed
 * records.
 *
 * As with `openProducer()`, a new KafkaJS producer follows any failure: KafkaJS alone commits
 * transactions that are empty in the log.
 *
 * @param cluster Where to send.
 * @param transactionalId The producer's name. When a second producer opens with the same one, the
 * first is **fenced**: it can't commit any more.
 * @param options How long things may take.
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
