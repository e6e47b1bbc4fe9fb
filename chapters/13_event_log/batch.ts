import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import { openTopicInUse } from "./topic_in_use.ts";
import { openUnlucky, type WatchedOutlet } from "./outlets.ts";
import { expectTrue } from "./reports.ts";
import { expectSameOrder, expectSequence, expectSpread } from "./sequence.ts";
import {
  inWords,
  livesOf,
  ODD_EVENTS,
  type OrderEvent,
  type Outlet,
  type Report,
} from "./shop.ts";

/** The reader's function: sends many events, and reports on each. */
export type ProduceBatch = (
  to: Outlet,
  events: OrderEvent[],
) => Promise<Report[]>;

/** A list of events, and what happens to it. */
interface Trial {
  events: readonly OrderEvent[];
  /** The event whose answer is lost. */
  lost: OrderEvent;
  /** The order whose second event overtakes its first if both are under way. */
  overtaken: string;
}

const EVENTS = livesOf(5);
const TRIALS: Trial[] = [
  // Others come before and after the lost one.
  {
    events: EVENTS,
    lost: EVENTS.find((event) => inWords(event) === "1001 paid")!,
    overtaken: "1002",
  },
  { events: ODD_EVENTS, lost: ODD_EVENTS.at(-1)!, overtaken: "1009" },
];
const PARTITIONS = 3;

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
    const [sends] = [
      await tryBatch(cluster, produceBatch, TRIALS[0]!),
      await tryBatch(cluster, produceBatch, TRIALS[1]!),
    ];
    return `${EVENTS.length} events in ${sends} sends. One is unknown ("${
      inWords(TRIALS[0]!.lost)
    }" lost its answer), ${
      EVENTS.length - 1
    } are reported as stored, and each is where its report says, every order in sequence. A list that goes order by order came out as well.`;
  });
}

/** Tries one list of events; returns the number of sends. */
async function tryBatch(
  cluster: Cluster,
  produceBatch: ProduceBatch,
  { events, lost, overtaken }: Trial,
): Promise<number> {
  const topic = await openTopicInUse(cluster, "check-batch", PARTITIONS);
  await using to = await openUnlucky(cluster, topic, {
    lost: [lost.order, lost.event],
    overtaken: { value: [overtaken, "created"], by: [overtaken, "paid"] },
  });
  const list = [...events];
  const reports = await reportsOf(to, lost, list, () => produceBatch(to, list));
  expectAlone(to, lost);
  expectOneEach(reports, events.length);
  const stored = await readToEnd(cluster, topic);
  expectSameOrder(reports, [...events], stored);
  const truth = { to, stored, partitions: PARTITIONS, lost };
  events.forEach((event, i) => expectTrue(reports[i], event, truth));
  expectSequence(stored, [...events]);
  // Three orders may share a partition by chance, five do not.
  if (events === EVENTS) expectSpread(stored, EVENTS);
  return to.sent.length;
}

async function reportsOf(
  to: WatchedOutlet,
  lost: OrderEvent,
  events: readonly OrderEvent[],
  produce: () => Promise<Report[]>,
): Promise<Report[]> {
  try {
    return await produce();
  } catch (error) {
    if (error instanceof NotSolvedYet) throw error;
    expectAlone(to, lost);
    throw new Refused(
      `The answer for "${
        inWords(lost)
      }" was lost, and your function threw ${error}. Now ${events.length} events have no report, although all answers but one came. Who should catch what a single send throws?`,
    );
  }
}

/** Refuses events that share a send with the lost one: they share its fate. */
function expectAlone({ sent }: WatchedOutlet, lost: OrderEvent): void {
  const fate = sent.find(({ messages }) =>
    messages.some(({ value }) =>
      String(value).includes(lost.order) && String(value).includes(lost.event)
    )
  );
  const count = fate?.messages.length ?? 0;
  if (count <= 1) return;
  throw new Refused(
    `The answer for "${
      inWords(lost)
    }" was lost, and ${count} events were in that send: all of them are unknown now, and no answer names single events anyway. How many events may share a fate if each is to have a report of its own?`,
  );
}

function expectOneEach(reports: Report[], events: number): void {
  if (Array.isArray(reports) && reports.length === events) return;
  const found = Array.isArray(reports) ? reports.length : 0;
  throw new Refused(
    `${events} events and ${found} reports. Which events went without, and does the caller learn which?`,
  );
}
