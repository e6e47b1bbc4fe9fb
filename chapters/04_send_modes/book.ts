import type { Producer, ProducerConfig } from "kafkajs";
import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { connectThroughProxy, type ProxiedCluster } from "lab/faults.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { NotedSends, whereIs } from "./noted_sends.ts";

/** The ledger in which payments are booked. */
export interface Ledger {
  /** The full name of the ledger's topic. */
  topic: string;
  /** Gives a connected producer of KafkaJS, idempotent, with one request under way at most. */
  open(config?: ProducerConfig): Promise<Producer>;
}

const PAYMENTS = Array.from({ length: 6 }, (_, i) => `payment ${1301 + i}`);
/** The payment whose answers get lost, however often it is sent. */
const UNLUCKY = PAYMENTS[2]!;
/** The number of answers that get lost; by then most would have given up. */
const LOST_ANSWERS = 8;

/**
 * Checks exercise 3: nothing acknowledged is lost, though KafkaJS's idempotent producer would lose it.
 *
 * @param cluster The cluster to check on.
 * @param book The reader's answer.
 * @returns The verdict.
 */
export function checkBook(
  cluster: Cluster,
  book: (ledger: Ledger, payments: string[]) => Promise<string[]>,
): Promise<Verdict> {
  return check("book", async () => {
    const topic = await createTopic(cluster, "check-ledger");
    await using road = await connectThroughProxy(cluster);
    const ledger = new UnluckyLedger(topic, road);
    const { noted } = ledger;
    const booked = await noted.run(
      "book",
      () => book(ledger, [...PAYMENTS]),
      PAYMENTS,
    );
    const log = await readToEnd(cluster, topic);
    noted.history.found(log);
    checkCalls(ledger);
    checkLog(ledger, log);
    checkBooked(booked, ledger, log);
    return `${booked.length} of ${PAYMENTS.length} payments are acknowledged, and each of them is stored once. Of ${UNLUCKY} you know nothing, and claimed nothing; the log holds it ${
      whereIs(UNLUCKY, log)
    }. ${ledger.opened} producers were at work, one after another.`;
  });
}

/** A ledger on which the answers to one payment get lost. */
class UnluckyLedger implements Ledger {
  readonly topic: string;
  readonly noted: NotedSends;
  /** How many producers were opened. */
  opened = 0;
  #road: ProxiedCluster;
  #isUnlucky = false;

  constructor(topic: string, road: ProxiedCluster) {
    this.topic = topic;
    this.noted = new NotedSends(topic);
    this.#road = road;
  }

  open = async (config: ProducerConfig = {}): Promise<Producer> => {
    this.opened++;
    const producer = this.#road.cluster.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      ...config,
      retry: {
        initialRetryTime: 20,
        maxRetryTime: 50,
        retries: 1,
        ...config.retry,
      },
    });
    await producer.connect();
    return {
      ...producer,
      send: (record) => {
        const values = record.messages.map(({ value }) => String(value));
        this.#meetFate(values);
        return this.noted.note(values, () => producer.send(record));
      },
    };
  };

  /** The bad luck begins with one payment, and is over when the next is sent alone. */
  #meetFate(values: string[]): void {
    const { proxy } = this.#road;
    if (values.includes(UNLUCKY)) {
      if (this.#isUnlucky) return;
      this.#isUnlucky = true;
      // Among others one lost answer is enough: the retry succeeds, and the count is wrong.
      const isAlone = this.noted.underWay === 0;
      for (let nth = 1; nth <= (isAlone ? LOST_ANSWERS : 1); nth++) {
        proxy.inject({ dropResponse: { api: "Produce", nth } });
      }
    } else if (this.noted.underWay === 0) {
      proxy.clear();
    }
  }
}

function checkCalls({ noted }: UnluckyLedger): void {
  const { calls, peak } = noted;
  const { totals, counts } = noted.history.verdict();
  const largest = Math.max(0, ...calls.map(({ length }) => length));
  if (largest > 1) {
    throw new Refused(
      `${largest} payments went in one send, and its answer got lost, so ${totals.unknown} are unknown. Which of the customers may have a lamp?`,
    );
  }
  if (peak > 1) {
    throw new Refused(
      `Up to ${peak} payments were under way at once when an answer got lost. Acknowledged and nowhere: ${counts.lost}. Stored twice: ${counts.duplicated}. Each takes a number from the same count, and gives it back when its answer is missing. Who may have taken the next one by then?`,
    );
  }
  const sent = new Set(calls.flat());
  const unsent = PAYMENTS.filter((payment) => !sent.has(payment));
  if (unsent.length > 0) {
    throw new Refused(
      `Never sent: ${
        unsent.join(", ")
      }. One answer was missing, and the customers behind it wait. What keeps you from going on?`,
    );
  }
}

function checkLog(
  { noted, opened }: UnluckyLedger,
  log: ConsumerRecord[],
): void {
  const { lost: [lost], duplicated: [twice] } =
    noted.history.verdict().findings;
  if (lost) {
    const [at] = lost.at;
    const there = log.find(({ offset }) => offset === at?.offset);
    throw new Refused(
      `The broker acknowledged ${lost.id} at offset ${at?.offset}, and there stands ${
        there?.value ?? "nothing"
      }. You opened ${opened} producer${
        opened > 1 ? "s" : ""
      }, and the one that sent it had failed before. Which number did it give to ${lost.id}?`,
    );
  }
  if (twice) {
    const sends = noted.calls.filter(([value]) => value === twice.id).length;
    throw new Refused(
      `The log holds ${twice.id} ${whereIs(twice.id, log)}. ` +
        (sends > 1
          ? `Its first send had no answer, and you sent it again. Now the broker has it from two producers. How should it know that both mean one payment?`
          : `You sent it once, and KafkaJS once more when the answer was missing. Which number told the broker that they are the same?`),
    );
  }
}

function checkBooked(
  booked: unknown,
  { noted }: UnluckyLedger,
  log: ConsumerRecord[],
): void {
  if (!Array.isArray(booked)) {
    throw new Refused(
      `book returned ${
        Deno.inspect(booked)
      }. A list was asked for, of the payments that are acknowledged.`,
    );
  }
  const { acknowledged } = noted.history.verdict().totals;
  const tries = noted.calls.filter(([value]) => value === UNLUCKY).length;
  if (acknowledged === PAYMENTS.length) {
    throw new Refused(
      `In the end ${UNLUCKY} went through, after ${LOST_ANSWERS} lost answers and ${
        tries > 1 ? `${tries} sends` : "one send of many retries"
      }. Nothing is lost this time. One day the line stays dead for longer than you try, and you give up. What about the payment after that?`,
    );
  }
  if (booked.includes(UNLUCKY)) {
    throw new Refused(
      `You give back ${UNLUCKY} as booked. Its send failed, and it stands ${
        whereIs(UNLUCKY, log)
      } now. Could you have known?`,
    );
  }
  if (booked.length !== acknowledged) {
    throw new Refused(
      `The broker acknowledged ${acknowledged} payments, and you give back ${booked.length}. Which ones may the customers be told about?`,
    );
  }
}
