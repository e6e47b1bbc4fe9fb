import type {
  OpenTransaction,
  TransactionalProducer,
} from "workbook/transactions.ts";

/** How many transactions of one hand-over fail: enough for a function that tries a few times and gives up. */
const CUTS = 5;
const CUT_OFF = "The commit failed: the check cut it off";
const UNSENT = "The send failed: the check rejected it";

type SendArguments = [OpenTransaction, ...Parameters<OpenTransaction["send"]>];
type Sent = ReturnType<OpenTransaction["send"]>;

/** Runs the transactions of one hand-over; from one of them on they fail just before their commit, or the first send fails. */
export class FailingTransactions
  implements Pick<TransactionalProducer, "transact"> {
  /** The number of transactions begun. */
  begun = 0;
  /** The number of these that are not over. */
  open = 0;
  /** The number of these that failed just before their commit. */
  cut = 0;
  /** The number of sends that were rejected. */
  unsent = 0;
  #producer: TransactionalProducer;
  #firstCut: number;
  #failsSend: boolean;

  /**
   * @param producer The producer of the transactions.
   * @param firstCut The first transaction that fails just before its commit, counted from 1.
   * @param failsSend Whether the first send is rejected.
   */
  constructor(
    producer: TransactionalProducer,
    firstCut: number,
    failsSend: boolean,
  ) {
    this.#producer = producer;
    this.#firstCut = firstCut;
    this.#failsSend = failsSend;
  }

  /** Runs a transaction, which may fail. */
  transact: TransactionalProducer["transact"] = (work) => {
    const isCut = ++this.begun >= this.#firstCut && this.cut < CUTS;
    if (isCut) this.cut++;
    this.open++;
    const transacted = this.#producer.transact(async (transaction) => {
      const value = await work({
        send: (topic, records) => this.#send(transaction, topic, records),
        sendOffsets: (...progress) => transaction.sendOffsets(...progress),
      });
      if (isCut) throw new Error(CUT_OFF);
      return value;
    }).finally(() => this.open--);
    transacted.catch(() => {}); // a function that does not wait for it is refused
    return transacted;
  };

  /** Sends, or fails before anything is sent, as for a topic that is not there. */
  #send(...[transaction, topic, records]: SendArguments): Sent {
    if (!this.#failsSend) return transaction.send(topic, records);
    this.#failsSend = false;
    this.unsent++;
    const failed = Promise.reject(new Error(UNSENT));
    failed.catch(() => {}); // the invoices show whether the function waited
    return failed;
  }
}
