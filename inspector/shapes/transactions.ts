/** A transactional id, and the transaction that it had last. */
export interface TransactionRow {
  /** The transactional id. */
  id: string;
  /** Kafka's name of its state. */
  state: string;
  /** Kafka's id of its producer. */
  producerId: number;
  /** The producer's epoch. */
  epoch: number;
  /** Time that it has been open, in ms; `null` when none is open. */
  openMs: number | null;
  /** Time after which its coordinator aborts it, in ms. */
  timeoutMs: number;
  /** The partitions that take part. */
  partitions: { topic: string; partition: number }[];
}

/** A partition that waits for the end of a transaction that no coordinator knows. */
export interface HangingRow {
  /** The topic's full name. */
  topic: string;
  /** Partition number, from 0. */
  partition: number;
  /** Kafka's id of the producer. */
  producerId: number;
  /** The producer's epoch. */
  epoch: number;
  /** Offset of the transaction's first record. */
  start: number;
  /** When the producer wrote its last record, in ms. */
  lastAt: number;
}

/** All transactions. */
export interface Transactions {
  /** Transactional ids, those with an open transaction first. */
  transactions: TransactionRow[];
  /** Hanging transactions. */
  hanging: HangingRow[];
  /** What can't be known. */
  notes: string[];
}
