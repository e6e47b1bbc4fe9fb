import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { createTopic } from "workbook/topics.ts";
import { openUnlucky, type WatchedOutlet } from "./outlets.ts";
import { expectSequence, expectTrue } from "./reports.ts";
import {
  inWords,
  livesOf,
  type OrderEvent,
  type Outlet,
  type Report,
} from "./shop.ts";

/** The reader's function: sends one event, and reports on it. */
export type ProduceEvent = (to: Outlet, event: OrderEvent) => Promise<Report>;

/** Five orders on three partitions: events that are dealt in turn part. */
const EVENTS = livesOf(5);
const UNLUCKY: OrderEvent = {
  order: "1007",
  customer: "Ada",
  event: "created",
};

/**
 * Checks phase 2: one event, where it belongs, and a report that is true even when the answer is lost.
 *
 * @param cluster The cluster to check on.
 * @param produceEvent The reader's answer.
 * @returns The verdict.
 */
export function checkProduceEvent(
  cluster: Cluster,
  produceEvent: ProduceEvent,
): Promise<Verdict> {
  return check("event", async () => {
    const topic = await createTopic(cluster, "check-event", { partitions: 3 });
    await using to = await openUnlucky(cluster, topic, [UNLUCKY.order]);
    const reports: Report[] = [];
    for (const event of EVENTS) reports.push(await produceEvent(to, event));
    expectCareful(to);
    const answered = await readToEnd(cluster, topic);
    EVENTS.forEach((event, i) => expectTrue(reports[i], event, answered, true));
    expectSequence(answered, EVENTS);

    const report = await reportOnLost(() => produceEvent(to, UNLUCKY));
    const stored = await readToEnd(cluster, topic);
    expectTrue(report, UNLUCKY, stored, false);
    return `${EVENTS.length} events, ${EVENTS.length} reports, and each record is where its report says, the events of each order together. ` +
      `The answer for "${
        inWords(UNLUCKY)
      }" was lost on its way. You reported it as unknown, and in truth it is stored: that is what unknown means.`;
  });
}

/** Refuses a function that sent nothing, or that asked for fewer answers than its reports need. */
function expectCareful({ sent }: WatchedOutlet): void {
  if (sent.length === 0) {
    throw new Refused(
      `${EVENTS.length} events, and nothing was sent with the producer that your function is given.`,
    );
  }
  const acks = sent[0]!.acks ?? -1;
  if (acks === -1) return;
  throw new Refused(
    acks === 0
      ? "Your send asked for acks 0, so the broker gave no answer at all. What is there to report?"
      : `Your send asked for acks ${acks}: the leader alone answers. If its machine goes now, is your report still true?`,
  );
}

async function reportOnLost(
  produce: () => Promise<Report>,
): Promise<Report> {
  try {
    return await produce();
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    throw new Refused(
      `On its way to your producer an answer was lost, and your function threw ${error}. Whoever called it has no report now. What do you know about the event, and what don't you?`,
    );
  }
}
