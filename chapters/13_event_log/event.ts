import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { openTopicInUse } from "./topic_in_use.ts";
import { openUnlucky, type WatchedOutlet } from "./outlets.ts";
import { expectTrue } from "./reports.ts";
import { expectSequence, expectSpread } from "./sequence.ts";
import {
  inWords,
  livesOf,
  ODD_EVENTS,
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
    await tryEvents(cluster, produceEvent, 3, EVENTS, UNLUCKY, []);
    const [lost, ...after] = ODD_EVENTS.slice(4);
    await tryEvents(
      cluster,
      produceEvent,
      2,
      ODD_EVENTS.slice(0, 4),
      lost!,
      after,
    );
    return `${EVENTS.length} events, ${EVENTS.length} reports, and each record is where its report says, the events of each order together. ` +
      `The answer for "${
        inWords(UNLUCKY)
      }" was lost on its way. You reported it as unknown, and in truth it is stored: that is what unknown means. On a topic of 2 partitions it is the same.`;
  });
}

async function tryEvents(
  cluster: Cluster,
  produceEvent: ProduceEvent,
  partitions: number,
  before: OrderEvent[],
  lost: OrderEvent,
  after: OrderEvent[],
): Promise<void> {
  const topic = await openTopicInUse(cluster, "check-event", partitions);
  const marks = [lost.order, lost.event];
  await using to = await openUnlucky(cluster, topic, { lost: marks });
  const reports = new Map<OrderEvent, Report>();
  const expectAllTrue = async (): Promise<void> => {
    const stored = await readToEnd(cluster, topic);
    const truth = { to, stored, partitions, lost };
    for (const [event, report] of reports) expectTrue(report, event, truth);
    expectSequence(stored, [...reports.keys()]);
    // Three orders may share a partition by chance, five do not.
    if (before === EVENTS) expectSpread(stored, [...reports.keys()]);
  };

  for (const event of before) reports.set(event, await produceEvent(to, event));
  expectCareful(to, before.length);
  await expectAllTrue();
  reports.set(lost, await reportOnLost(() => produceEvent(to, lost)));
  for (const event of after) reports.set(event, await produceEvent(to, event));
  await expectAllTrue();
}

/** Refuses a function that sent nothing, or that asked for fewer answers than its reports need. */
function expectCareful({ sent }: WatchedOutlet, events: number): void {
  if (sent.length === 0) {
    throw new Refused(
      `${events} events, and nothing was sent with the producer that your function is given.`,
    );
  }
  const acks = sent.find(({ acks }) => acks !== -1)?.acks ?? -1;
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
