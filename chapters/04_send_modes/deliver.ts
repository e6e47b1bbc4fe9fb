import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { connectThroughProxy } from "lab/faults.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { listFault, OTHERS, whereIs } from "./lists.ts";
import { NotedSends } from "./noted_sends.ts";

/** The reader's report: what is known of the payments after they were sent. */
export interface Report {
  /** Payments that the broker acknowledged. */
  acknowledged: string[];
  /** Payments of which nobody knows whether they are stored. */
  unknown: string[];
}

type Send = (payment: string) => Promise<void>;
type Deliver = (payments: string[], send: Send) => Promise<Report>;

const PAYMENTS = Array.from({ length: 8 }, (_, i) => `payment ${1101 + i}`);
/** The payment that the broker writes, but whose answer gets lost. */
const UNANSWERED = PAYMENTS[2]!;
/** The payment that never reaches the broker. */
const UNSENT = PAYMENTS[4]!;
/** Of the other payments the first, two in a row, and the last fail. */
const FAILING = [0, 3, 4, 6].map((place) => OTHERS[place]!);
/** The payment whose answer comes late. */
const LATE = OTHERS[5]!;

/**
 * Checks exercise 1: each payment sent once, and reported as what is known of it.
 *
 * @param cluster The cluster to check on.
 * @param deliver The reader's answer.
 * @returns The verdict.
 */
export function checkDeliver(
  cluster: Cluster,
  deliver: Deliver,
): Promise<Verdict> {
  return check("deliver", async () => {
    const topic = await createTopic(cluster, "check-payments");
    const smooth = await opened(cluster, topic);
    const advice = await tryLost(cluster, topic, smooth, deliver);
    await tryLate(cluster, topic, smooth, deliver);
    return advice;
  });
}

/** Two of the payments travel on roads of their own, so that nothing else under way is hurt. */
async function tryLost(
  cluster: Cluster,
  topic: string,
  smooth: Send,
  deliver: Deliver,
): Promise<string> {
  const drop = { api: "Produce", nth: 1 } as const;
  const [late, early] = [{ dropResponse: drop }, { dropRequest: drop }];
  await using answers = await connectThroughProxy(cluster, late);
  await using requests = await connectThroughProxy(cluster, early);
  const bumpy = new Map([
    [UNANSWERED, await opened(answers.cluster, topic)],
    [UNSENT, await opened(requests.cluster, topic)],
  ]);
  const noted = new NotedSends(topic);
  const report = await run(
    deliver,
    noted,
    PAYMENTS,
    (payment) => (bumpy.get(payment) ?? smooth)(payment),
  );
  const log = await readToEnd(cluster, topic);
  checkReport(report, noted, PAYMENTS, log);
  return `Each of ${PAYMENTS.length} payments was sent once: ${report.acknowledged.length} acknowledged, ${report.unknown.length} unknown. Of the two, ${UNANSWERED} is stored ${
    whereIs(UNANSWERED, log)
  }, and ${UNSENT} ${
    whereIs(UNSENT, log)
  }. Their failures looked alike to you, and your report says no more than you know.`;
}

/** The first and the last payment fail too, and one answer keeps whoever does not wait for it waiting. */
async function tryLate(
  cluster: Cluster,
  topic: string,
  smooth: Send,
  deliver: Deliver,
): Promise<void> {
  const noted = new NotedSends(topic);
  const report = await run(deliver, noted, OTHERS, async (payment) => {
    if (FAILING.includes(payment)) throw new Error("No answer has come");
    await smooth(payment);
    if (payment === LATE) await noted.untilDone();
  });
  checkReport(report, noted, OTHERS, await readToEnd(cluster, topic));
}

async function run(
  deliver: Deliver,
  noted: NotedSends,
  payments: string[],
  carry: Send,
): Promise<Report> {
  const send: Send = async (payment) => {
    await noted.note([payment], () => carry(payment));
  };
  return await noted.run(
    "deliver",
    () => deliver([...payments], send),
    payments,
  );
}

async function opened({ kafka }: Cluster, topic: string): Promise<Send> {
  const producer = kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  return async (value) => {
    await producer.send({ topic, messages: [{ value }] });
  };
}

function checkReport(
  report: Report,
  noted: NotedSends,
  payments: string[],
  log: ConsumerRecord[],
): void {
  checkCalls(noted, payments, log);
  const { acknowledged, unknown } = report ?? {};
  if (!Array.isArray(acknowledged) || !Array.isArray(unknown)) {
    throw new Refused(
      `deliver returned ${
        Deno.inspect(report)
      }. Two lists were asked for, \`acknowledged\` and \`unknown\`.`,
    );
  }
  const failed = payments.filter((one) => !noted.acknowledged.includes(one));
  const believed = failed.findLast((payment) => acknowledged.includes(payment));
  if (believed) {
    throw new Refused(
      `You report ${believed} as acknowledged. Its send failed, and in the log it is ${
        whereIs(believed, log)
      }. Who acknowledged it?`,
    );
  }
  const dropped = failed.find((payment) => !unknown.includes(payment));
  if (dropped) {
    throw new Refused(
      `Neither of your lists has ${dropped}. Its send failed, and in the log it is ${
        whereIs(dropped, log)
      }. Does a failed send tell you that nothing was written?`,
    );
  }
  const lists = { acknowledged: noted.acknowledged, unknown: failed };
  for (const [name, right] of Object.entries(lists)) {
    const fault = listFault(report[name as keyof Report], right);
    if (!fault) continue;
    throw new Refused(
      `The broker acknowledged ${noted.acknowledged.length} payments, and ${failed.length} sends failed. Your list \`${name}\` ${fault}. Which outcome belongs to which payment?`,
    );
  }
}

function checkCalls(
  noted: NotedSends,
  payments: string[],
  log: ConsumerRecord[],
): void {
  const again = noted.sent.find((payment) => noted.timesSent(payment) > 1);
  if (again) {
    const [first] = noted.calls.filter(({ values: [value] }) =>
      value === again
    );
    const where = `now it is stored ${whereIs(again, log)}`;
    throw new Refused(
      first!.outcome === "failed"
        ? `You sent ${again} again because its answer was missing, and ${where}. What did the missing answer tell you about the record?`
        : `You sent ${again} ${
          noted.timesSent(again)
        } times, though its first send was acknowledged, and ${where}. Which call sends it a second time?`,
    );
  }
  const foreign = noted.sent.find((payment) => !payments.includes(payment));
  if (foreign !== undefined) {
    const what = Deno.inspect(foreign);
    throw new Refused(
      `You sent ${what}, and there is no such payment. What does \`send\` take?`,
    );
  }
  const { sent } = noted;
  const missing = payments.find((payment) => !sent.includes(payment));
  if (!missing) return;
  throw new Refused(
    `Only ${sent.length} of ${payments.length} payments were sent, and ${missing} was not. ${
      noted.calls.at(-1)?.outcome === "failed"
        ? "Where does one failure end the work for all?"
        : "Where does your function leave it out?"
    }`,
  );
}
