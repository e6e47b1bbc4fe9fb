import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { listFault, OTHERS, whereIs } from "./lists.ts";
import { type Ledger, LOST_ANSWERS, UnluckyLedger } from "./unlucky_ledger.ts";

export type { Ledger };

/** The reader's answer. */
type Book = (ledger: Ledger, payments: string[]) => Promise<string[]>;

const PAYMENTS = Array.from({ length: 6 }, (_, i) => `payment ${1301 + i}`);
/** The payment whose answers get lost, however often it is sent. */
const UNLUCKY = PAYMENTS[2]!;
/** Of the other payments the first, two in a row, and the last get no answer. */
const ALL_UNLUCKY = [0, 2, 3, 6].map((place) => OTHERS[place]!);

/**
 * Checks exercise 3: nothing acknowledged is lost, though KafkaJS's idempotent producer would lose it.
 *
 * @param cluster The cluster to check on.
 * @param book The reader's answer.
 * @returns The verdict.
 */
export function checkBook(cluster: Cluster, book: Book): Promise<Verdict> {
  return check("book", async () => {
    const advice = await tryBook(cluster, book, PAYMENTS, [UNLUCKY]);
    await tryBook(cluster, book, OTHERS, ALL_UNLUCKY);
    await tryRefused(cluster, book);
    return advice;
  });
}

/** Refuses to open a second producer once: the first, which has failed, must not go on for it. */
async function tryRefused(cluster: Cluster, book: Book): Promise<void> {
  const topic = await createTopic(cluster, "check-ledger");
  const [payments, unlucky] = [OTHERS.slice(0, 3), OTHERS.slice(0, 1)];
  await using ledger = new UnluckyLedger(cluster, topic, unlucky);
  const refusal = ledger.refuseSecond();
  const booking = ledger.noted.run(
    "book",
    () => book(ledger, [...payments]),
    payments,
  );
  const booked = await booking.catch((error) => {
    if (error !== refusal) throw error;
    return null; // its caller knows
  });
  const log = await readToEnd(cluster, topic);
  ledger.noted.history.found(log);
  checkLog(ledger, log);
  if (booked) checkBooked(booked, ledger, payments, unlucky, log);
}

async function tryBook(
  cluster: Cluster,
  book: Book,
  payments: string[],
  unlucky: string[],
): Promise<string> {
  const topic = await createTopic(cluster, "check-ledger");
  await using ledger = new UnluckyLedger(cluster, topic, unlucky);
  const { noted, opened } = ledger;
  const booked = await noted.run(
    "book",
    () => book(ledger, [...payments]),
    payments,
  );
  const log = await readToEnd(cluster, topic);
  noted.history.found(log);
  checkCalls(ledger, payments, unlucky);
  checkLog(ledger, log);
  checkBooked(booked, ledger, payments, unlucky, log);
  return `${booked.length} of ${payments.length} payments are acknowledged, and each of them is stored once. Of ${
    unlucky[0]
  } you know nothing, and claimed nothing; the log holds it ${
    whereIs(unlucky[0]!, log)
  }. ${opened} producers were opened.`;
}

function checkCalls(
  { noted, sends }: UnluckyLedger,
  payments: string[],
  unlucky: string[],
): void {
  const { totals, counts } = noted.history.verdict();
  const weak = sends.find(({ acks }) => acks !== -1);
  if (weak) {
    throw new Refused(
      weak.acks === 0
        ? `You sent ${
          weak.values[0]
        } with \`acks: 0\`, so no broker answered. Its send resolves whether or not it is stored. Who has acknowledged it?`
        : `You sent ${
          weak.values[0]
        } with \`acks: ${weak.acks}\`, so one broker's answer was enough for you. What if that broker never comes back?`,
    );
  }
  const batch = sends.find(({ values }) =>
    values.length > 1 && values.some((value) => unlucky.includes(value))
  );
  if (batch) {
    throw new Refused(
      `${batch.values.length} payments went in one send, and its answer got lost, so ${totals.unknown} are unknown. Which of the customers may have a lamp?`,
    );
  }
  const peak = Math.max(0, ...sends.map(({ together }) => together));
  if (peak > 1) {
    throw new Refused(
      `Up to ${peak} payments of one producer were under way at once when an answer got lost. Acknowledged and nowhere: ${counts.lost}. Stored twice: ${counts.duplicated}. Each takes a number from the same count, and gives it back when its answer is missing. Who may have taken the next one by then?`,
    );
  }
  const unsent = payments.filter((payment) => !noted.sent.includes(payment));
  if (unsent.length > 0) {
    throw new Refused(
      `Never sent: ${
        unsent.join(", ")
      }. One answer was missing, and the customers after it wait. What keeps you from going on?`,
    );
  }
}

function checkLog(
  { noted, sends, opened }: UnluckyLedger,
  log: ConsumerRecord[],
): void {
  const { lost: [lost], duplicated: [twice] } =
    noted.history.verdict().findings;
  if (lost) {
    const [at] = lost.at;
    const there = log.find(({ offset }) => offset === at?.offset);
    const seen =
      `The broker acknowledged ${lost.id} at offset ${at?.offset}, and there stands ${
        there?.value ?? "nothing"
      }. You opened ${opened} producer${opened > 1 ? "s" : ""}`;
    const isAfterFailure = sends.some((send) =>
      send.values.includes(lost.id) && send.isAfterFailure
    );
    throw new Refused(
      isAfterFailure
        ? `${seen}, and the one that sent it had failed before. Which number did it give to ${lost.id}?`
        : `${seen}. What became of the record after its answer had come?`,
    );
  }
  if (twice) {
    const own = sends.filter(({ values }) => values.includes(twice.id));
    const producers = new Set(own.map(({ producer }) => producer)).size;
    throw new Refused(
      `The log holds ${twice.id} ${whereIs(twice.id, log)}. ` +
        (own.length === 1
          ? `You sent it once, and KafkaJS once more when the answer was missing. Which number told the broker that they are the same?`
          : producers > 1
          ? `Its first send had no answer, and you sent it again. Now the broker has it from two producers. How should it know that both mean one payment?`
          : `You sent it ${own.length} times. For the broker each send is a batch of its own. How should it know that they mean one payment?`),
    );
  }
}

function checkBooked(
  booked: unknown,
  { noted }: UnluckyLedger,
  payments: string[],
  unlucky: string[],
  log: ConsumerRecord[],
): void {
  if (!Array.isArray(booked)) {
    throw new Refused(
      `book returned ${
        Deno.inspect(booked)
      }. A list was asked for, of the payments that are acknowledged.`,
    );
  }
  const { acknowledged } = noted;
  const through = unlucky.find((payment) => acknowledged.includes(payment));
  if (through) {
    const tries = noted.timesSent(through);
    throw new Refused(
      `In the end ${through} went through, after ${LOST_ANSWERS} lost answers and ${
        tries > 1 ? `${tries} sends` : "one send of many retries"
      }. Nothing is lost this time. One day the line stays dead for longer than you try, and you give up. What about the payment after that?`,
    );
  }
  const claimed = unlucky.find((payment) => booked.includes(payment));
  if (claimed) {
    throw new Refused(
      `You give back ${claimed} as booked. Its send failed, and it stands ${
        whereIs(claimed, log)
      } now. Could you have known?`,
    );
  }
  const fault = listFault(booked, acknowledged);
  if (fault) {
    throw new Refused(
      `The broker acknowledged ${acknowledged.length} of ${payments.length} payments, and your list ${fault}. Which ones may the customers be told about?`,
    );
  }
}
