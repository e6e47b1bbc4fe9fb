import type { Message } from "kafkajs";
import { kafkaErrorName, kafkaTrouble, Trouble } from "../errors.ts";
import { sizeOf } from "./delivery.ts";
import type { Transactions } from "./session.ts";

/** The failure of a send or a commit that may have reached the log all the same. */
export class UnknownOutcome extends Trouble {
  /** Always `UnknownOutcome`. */
  override name = "UnknownOutcome";
}

/**
 * Makes the error for a send whose deadline passed before anything was sent.
 *
 * @param topic The topic's full name.
 * @param deadlineMs The time limit of the send, in milliseconds.
 * @returns The error, which says that nothing was sent.
 */
export function notSent(topic: string, deadlineMs: number): Trouble {
  return new Trouble(
    `Cannot send to "${topic}": expected to begin within ${deadlineMs} ms but found the brokers, or earlier sends, taking longer. ` +
      "Nothing was sent. Await each send, or give openProducer() a longer deadlineMs",
  );
}

/**
 * Makes the error for a send on a closed producer.
 *
 * @param topic The topic's full name.
 * @returns The error, which says that the producer is closed.
 */
export function closed(topic: string): Trouble {
  return new Trouble(
    `Cannot send to "${topic}": expected an open producer but found a closed one. Open another with openProducer()`,
  );
}

/** Brokers' answers that rule out that the records were written. */
const REFUSALS = new Set([
  "INVALID_RECORD",
  "INVALID_TIMESTAMP",
  "MESSAGE_TOO_LARGE",
  "RECORD_LIST_TOO_LARGE",
  "TOPIC_AUTHORIZATION_FAILED",
  "UNKNOWN_TOPIC_OR_PARTITION",
]);

/**
 * Makes the error for a send that failed.
 *
 * @param topic The topic's full name.
 * @param messages The messages of the send.
 * @param deadlineMs The time limit of the send, in milliseconds.
 * @param error The error that KafkaJS threw, or the one of a missed deadline or of Stop.
 * @returns A plain `Trouble` when the broker refused the only record, else an `UnknownOutcome`.
 */
export function failedSend(
  topic: string,
  messages: Message[],
  deadlineMs: number,
  error: unknown,
): Trouble {
  const name = kafkaErrorName(error);
  if (name && REFUSALS.has(name)) {
    const largest = Math.max(...messages.map(sizeOf));
    const refusal = kafkaTrouble(
      `send ${recordsIn(messages)} of up to ${largest} bytes to "${topic}"`,
      error,
    );
    if (messages.length === 1) return refusal;
    return new UnknownOutcome(
      `${refusal.message}. Other records of the send may be in the log`,
      { cause: error },
    );
  }
  return new UnknownOutcome(
    `Cannot tell whether ${
      recordsIn(messages)
    } reached "${topic}": expected an acknowledgement within ${deadlineMs} ms but found ${
      name ?? reasonOf(error)
    }. What was sent may be in the log all the same: read it before you send again`,
    { cause: error },
  );
}

/**
 * Makes the error for a send that failed within a transaction, and so fails all of it.
 *
 * @param action The thing that was tried, as it stands after "Cannot".
 * @param deadlineMs The time limit of the send, in milliseconds.
 * @param error The error that KafkaJS threw, or the one of a missed deadline or of Stop.
 * @returns The error, which says that the transaction is aborted.
 */
export function failedPart(
  action: string,
  deadlineMs: number,
  error: unknown,
): Trouble {
  return new Trouble(
    `Cannot ${action} as part of the transaction: expected an acknowledgement within ${deadlineMs} ms but found ${
      kafkaErrorName(error) ?? reasonOf(error)
    }. The transaction is aborted, and nothing of it is ever read as committed`,
    { cause: error },
  );
}

/**
 * Makes the error for a commit that was not acknowledged.
 *
 * @param transactionalId The producer's transactional id.
 * @param deadlineMs The time limit of the commit, in milliseconds.
 * @param error The error that KafkaJS threw, or the one of a missed deadline or of Stop.
 * @returns The error, which says that the transaction may be committed or not.
 */
export function unknownCommit(
  transactionalId: string,
  deadlineMs: number,
  error: unknown,
): UnknownOutcome {
  return new UnknownOutcome(
    `Cannot tell whether the transaction of "${transactionalId}" was committed: expected an acknowledgement within ${deadlineMs} ms but found ${
      kafkaErrorName(error) ?? reasonOf(error)
    }. Read what is committed before you do its work again`,
    { cause: error },
  );
}

/**
 * Makes the error for a commit that the broker refused because the producer is fenced.
 *
 * @param transactions The producer's transactional settings.
 * @param cause The broker's refusal.
 * @returns The error, which says that nothing of the transaction is committed.
 */
export function fenced(
  { transactionalId, transactionTimeout }: Transactions,
  cause: unknown,
): Trouble {
  return new Trouble(
    `Cannot commit as "${transactionalId}": expected to be the only producer with this transactional id but found that a newer one took over, or that the broker ended the transaction after ${transactionTimeout} ms. ` +
      "Nothing of it is committed. Open another with openTransactions(), unless a newer one is meant to go on",
    { cause },
  );
}

function recordsIn(messages: Message[]): string {
  return messages.length === 1 ? "a record" : `${messages.length} records`;
}

/** The innermost message, which KafkaJS wraps in several others. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause !== error
    ? reasonOf(cause)
    : error.message;
}
