import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import { connectThroughProxy } from "lab/faults.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { NotedSends, whereIs } from "./noted_sends.ts";

/** The reader's report: what is known of the payments after they were sent. */
export interface Report {
  /** Payments that the broker acknowledged. */
  acknowledged: string[];
  /** Payments of which nobody knows whether they are stored. */
  unknown: string[];
}

type Send = (payment: string) => Promise<void>;

const PAYMENTS = Array.from({ length: 8 }, (_, i) => `payment ${1101 + i}`);
/** The payment that the broker writes, but whose answer gets lost. */
const UNANSWERED = PAYMENTS[2]!;
/** The payment that never reaches the broker. */
const UNSENT = PAYMENTS[4]!;

/**
 * Checks exercise 1: each payment sent once, and reported as what is known of it.
 *
 * @param cluster The cluster to check on.
 * @param deliver The reader's answer.
 * @returns The verdict.
 */
export function checkDeliver(
  cluster: Cluster,
  deliver: (payments: string[], send: Send) => Promise<Report>,
): Promise<Verdict> {
  return check("deliver", async () => {
    const topic = await createTopic(cluster, "check-payments");
    const noted = new NotedSends(topic);
    await using roads = await openRoads(cluster, topic);
    const send: Send = async (payment) => {
      await noted.note([payment], () => roads.carry(payment));
    };
    const report = await noted.run(
      "deliver",
      () => deliver([...PAYMENTS], send),
      PAYMENTS,
    );
    const log = await readToEnd(cluster, topic);
    checkCalls(noted, log);
    checkShape(report);
    checkReport(report, noted, log);
    return `Each of ${PAYMENTS.length} payments was sent once: ${report.acknowledged.length} acknowledged, ${report.unknown.length} unknown. Of the two, ${UNANSWERED} is stored ${
      whereIs(UNANSWERED, log)
    }, and ${UNSENT} ${
      whereIs(UNSENT, log)
    }. Their failures looked alike to you, and your report says no more than you know.`;
  });
}

/** Two of the payments travel on roads of their own, so that nothing else under way is hurt. */
async function openRoads(
  cluster: Cluster,
  topic: string,
): Promise<{ carry: Send } & AsyncDisposable> {
  const drop = { api: "Produce", nth: 1 } as const;
  const answers = await connectThroughProxy(cluster, { dropResponse: drop });
  const requests = await connectThroughProxy(cluster, { dropRequest: drop });
  const smooth = await opened(cluster, topic);
  const bumpy = new Map([
    [UNANSWERED, await opened(answers.cluster, topic)],
    [UNSENT, await opened(requests.cluster, topic)],
  ]);
  return {
    carry: (payment) => (bumpy.get(payment) ?? smooth)(payment),
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await answers[Symbol.asyncDispose]();
      await requests[Symbol.asyncDispose]();
    },
  };
}

async function opened({ kafka }: Cluster, topic: string): Promise<Send> {
  const producer = kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  return async (value) => {
    await producer.send({ topic, messages: [{ value }] });
  };
}

function checkCalls({ calls }: NotedSends, log: ConsumerRecord[]): void {
  const sent = calls.flat();
  const again = PAYMENTS.find((payment) =>
    sent.filter((one) => one === payment).length > 1
  );
  if (again) {
    throw new Refused(
      `You sent ${again} again because its answer was missing, and now it is stored ${
        whereIs(again, log)
      }. What did the missing answer tell you about the record?`,
    );
  }
  const missing = PAYMENTS.find((payment) => !sent.includes(payment));
  if (missing) {
    throw new Refused(
      `Only ${sent.length} of ${PAYMENTS.length} payments were sent, and ${missing} was not. Where does one failure end the work for all?`,
    );
  }
}

function checkShape(report: unknown): void {
  const { acknowledged, unknown } = (report ?? {}) as Partial<Report>;
  if (Array.isArray(acknowledged) && Array.isArray(unknown)) return;
  throw new Refused(
    `deliver returned ${
      Deno.inspect(report)
    }. Two lists were asked for, \`acknowledged\` and \`unknown\`.`,
  );
}

function checkReport(
  { acknowledged, unknown }: Report,
  { history }: NotedSends,
  log: ConsumerRecord[],
): void {
  const failed = [UNANSWERED, UNSENT];
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
  const doubted = unknown.filter((payment) => !failed.includes(payment));
  const { totals } = history.verdict();
  if (doubted.length > 0 || acknowledged.length !== totals.acknowledged) {
    throw new Refused(
      `The broker acknowledged ${totals.acknowledged} payments. You report ${acknowledged.length} as acknowledged and ${unknown.length} as unknown${
        doubted.length > 0 ? `, ${doubted[0]} among them` : ""
      }. Which outcome belongs to which payment?`,
    );
  }
}
