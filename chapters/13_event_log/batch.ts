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

/** The reader's function: sends many events, and reports on each. */
export type ProduceBatch = (
  to: Outlet,
  events: OrderEvent[],
) => Promise<Report[]>;

const EVENTS = livesOf(5);
/** The answer for this event is lost; others come before and behind it. */
const UNLUCKY = EVENTS.find((event) => inWords(event) === "1001 paid")!;

/**
 * Checks phase 2: a batch in sequence, and a report for each of its events.
 *
 * @param cluster The cluster to check on.
 * @param produceBatch The reader's answer.
 * @returns The verdict.
 */
export function checkProduceBatch(
  cluster: Cluster,
  produceBatch: ProduceBatch,
): Promise<Verdict> {
  return check("batch", async () => {
    const topic = await createTopic(cluster, "check-batch", { partitions: 3 });
    const marks = [UNLUCKY.order, UNLUCKY.event];
    await using to = await openUnlucky(cluster, topic, marks);
    const reports = await reportsOf(to, () => produceBatch(to, [...EVENTS]));
    expectAlone(to);
    expectOneEach(reports);
    const stored = await readToEnd(cluster, topic);
    EVENTS.forEach((event, i) =>
      expectTrue(reports[i], event, stored, event !== UNLUCKY)
    );
    expectSequence(stored, EVENTS);
    return `${EVENTS.length} events in ${to.sent.length} sends. One is unknown ("${
      inWords(UNLUCKY)
    }" lost its answer), ${
      EVENTS.length - 1
    } are reported as stored, and each is where its report says, every order in sequence.`;
  });
}

async function reportsOf(
  to: WatchedOutlet,
  produce: () => Promise<Report[]>,
): Promise<Report[]> {
  try {
    return await produce();
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    expectAlone(to);
    throw new Refused(
      `The answer for "${
        inWords(UNLUCKY)
      }" was lost, and your function threw ${error}. Now ${EVENTS.length} events have no report, although all answers but one came. Who should catch what a single send throws?`,
    );
  }
}

/** Refuses events that share a send with the unlucky one: they share its fate. */
function expectAlone({ sent }: WatchedOutlet): void {
  const fate = sent.find(({ messages }) =>
    messages.some(({ value }) =>
      String(value).includes(UNLUCKY.order) &&
      String(value).includes(UNLUCKY.event)
    )
  );
  const count = fate?.messages.length ?? 0;
  if (count <= 1) return;
  throw new Refused(
    `The answer for "${
      inWords(UNLUCKY)
    }" was lost, and ${count} events were in that send: all of them are unknown now, and no answer names single events anyway. How many events may share a fate if each is to have a report of its own?`,
  );
}

function expectOneEach(reports: Report[]): void {
  if (Array.isArray(reports) && reports.length === EVENTS.length) return;
  const found = Array.isArray(reports) ? reports.length : 0;
  throw new Refused(
    `${EVENTS.length} events and ${found} reports. Which events went without, and does the caller learn which?`,
  );
}
