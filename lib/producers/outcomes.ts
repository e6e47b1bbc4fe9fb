import type { Message } from "kafkajs";
import { kafkaErrorName, kafkaTrouble, Trouble } from "../errors.ts";
import { sizeOf } from "./delivery.ts";
import type { Transactions } from "./session.ts";

/** A send was tried, and nobody knows whether its records are in the log. */
export class UnknownOutcome extends Trouble {
  override name = "UnknownOutcome";
}

/** Nothing was sent, because the deadline passed before it could be. */
export function notSent(topic: string, deadlineMs: number): Trouble {
  return new Trouble(
    `Cannot send to "${topic}": expected to begin within ${deadlineMs} ms but found the brokers, or sends before this one, taking longer. ` +
      "Nothing was sent. Await each send, or give openProducer() a longer deadlineMs",
  );
}

/** Nothing was sent, because the producer was closed before. */
export function closed(topic: string): Trouble {
  return new Trouble(
    `Cannot send to "${topic}": expected an open producer but found a closed one. Open another with openProducer()`,
  );
}

/** Answers after which the broker has certainly not written the records. */
const REFUSALS = new Set([
  "MESSAGE_TOO_LARGE",
  "RECORD_LIST_TOO_LARGE",
  "TOPIC_AUTHORIZATION_FAILED",
  "UNKNOWN_TOPIC_OR_PARTITION",
]);

/**
 * Says what came of a send that failed.
 *
 * @param topic The topic's full name.
 * @param messages What was sent.
 * @param deadlineMs How long it was tried at most, in milliseconds.
 * @param error How it failed, or that the reader pressed Stop.
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

/** A send within a transaction failed, so all of the transaction does. */
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

/** Nobody knows whether a transaction is committed. */
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

/** The producer's time is over. */
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
