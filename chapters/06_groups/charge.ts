import type { Cluster } from "workbook/cluster.ts";
import { check, NotSolvedYet, Refused, type Verdict } from "lab/exercises.ts";
import type { KillableProcess } from "lab/processes.ts";
import { newGroup } from "workbook/groups.ts";
import { measureLag } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import { within } from "workbook/waiting.ts";
import { BankBooks } from "./bank_books.ts";
import { type DeskReport, type RunDesk, startDesk } from "./desk_process.ts";

import { expectFailures } from "./failing_desk.ts";

export type { RunDesk };

/** By partition. The shop's producer sent order 1003 again, so it stands there twice. */
const ORDERS = [["1001", "1003", "1003", "1014"], ["1002", "1004", "1006"]];
/** What the second desk must have charged when it has read everything. */
const LAST = [["1007"], ["1008"]];
const DIES_AT = "1004";
const REFUSED = "1006";
/** The order that is in hand when SIGTERM comes; in partition 1. */
const CLOSES_AT = "1009";

/**
 * Checks exercise 3: an effect that survives a desk's death, once, and a desk that leaves when it is told to.
 *
 * @param cluster The cluster to check on.
 * @param runDesk The reader's answer.
 * @returns The verdict.
 */
export function checkChargeOnce(
  cluster: Cluster,
  runDesk: RunDesk,
): Promise<Verdict> {
  return check("charge", async () => {
    const topic = await createTopic(cluster, "check-charge", { partitions: 2 });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const send = (orders: string[][]): Promise<unknown> =>
      producer.send({
        topic,
        messages: orders.flatMap((own, partition) =>
          own.map((value) => ({ value, partition }))
        ),
      });
    await send(ORDERS);
    const place = { group: newGroup(cluster, "check-charge"), topic };

    await using first = startDesk(cluster, runDesk, place, { dies: DIES_AT });
    await reported(first, ({ dead, idle }) => dead || idle, "a first step");
    await first.kill();
    if (first.reports.some(({ idle }) => idle)) {
      throw new Refused(
        `For order ${DIES_AT} neither bank.charge() nor commitOffsets() was called.`,
      );
    }

    // It fails while the second desk waits for the end of the first one's session.
    const failing = expectFailures(cluster, runDesk, topic);
    failing.catch(() => {});
    await using second = startDesk(cluster, runDesk, place, {
      refused: REFUSED,
      held: CLOSES_AT,
    });
    await send(LAST);
    for (const last of LAST.flat()) {
      await reported(second, ({ charge }) => charge?.order === last, last);
    }
    const books = new BankBooks();
    for (const { charge } of [...first.reports, ...second.reports]) {
      if (charge) books.charge(charge);
    }
    for (const order of [DIES_AT, ...ORDERS.flat(), ...LAST.flat()]) {
      expectChargedOnce(books, order);
    }
    refuseUnpaid(second);
    await send([[], [CLOSES_AT]]);
    await reported(second, ({ held }) => held, CLOSES_AT);
    await expectClosed(cluster, second, place);
    await failing;
    return `The first desk was killed in the middle of order ${DIES_AT}, the bank refused order ${REFUSED} once, order 1003 stood there twice, and each of nine orders was charged once. When SIGTERM came, the second desk finished order ${CLOSES_AT}, committed, and left its group.`;
  });
}

/** Waits for a desk's report, or for one that refuses the answer at once. */
async function reported(
  desk: KillableProcess<DeskReport>,
  isIt: (report: DeskReport) => unknown,
  what: string,
): Promise<void> {
  await desk.until(
    (reports) =>
      reports.some((each) => isIt(each) || each.failed || each.early),
    `the desk to charge order ${what}`,
    8_000,
  );
  const { failed } = desk.reports.find(({ failed }) => failed) ?? {};
  if (failed?.includes("NotSolvedYet")) throw new NotSolvedYet();
  if (failed) {
    throw new Refused(
      `In a program of its own your function threw ${failed}. It sees only its three arguments there, and nothing of the notebook.`,
    );
  }
  const { early } = desk.reports.find(({ early }) => early) ?? {};
  if (early) {
    throw new Refused(
      `For order ${early} commitOffsets() was called while its charge was still on its way. If the desk dies now, who knows of it?`,
    );
  }
}

function refuseUnpaid(desk: KillableProcess<DeskReport>): void {
  const { unpaid } = desk.reports.find(({ unpaid }) => unpaid) ?? {};
  if (unpaid) {
    throw new Refused(
      `The bank refused order ${unpaid}, and commitOffsets() was called for it all the same. If the desk dies now, nobody charges it. What must have happened before you commit?`,
    );
  }
}

/** Sends SIGTERM while a charge is on its way, lets the charge end, and looks at what is left. */
async function expectClosed(
  cluster: Cluster,
  desk: KillableProcess<DeskReport>,
  { group, topic }: { group: string; topic: string },
): Promise<void> {
  Deno.kill(desk.pid, "SIGTERM");
  // The charge ends when the desk is leaving, or has had time to.
  await desk.until((reports) => reports.some(({ closing }) => closing), "", 700)
    .catch(() => {});
  try {
    Deno.kill(desk.pid, "SIGUSR1");
  } catch {
    // SIGTERM has ended it already
  }
  const { signal } = await within(
    4_000,
    desk.ended,
    () =>
      new Refused(
        `SIGTERM came while order ${CLOSES_AT} was in hand. The check waited for four seconds, and the program had not ended. What does your function wait for after the signal?`,
      ),
  );
  if (signal === "SIGTERM") {
    throw new Refused(
      `SIGTERM came while order ${CLOSES_AT} was in hand, and ended the program in the middle of it. Who listens for that signal?`,
    );
  }
  if (!desk.reports.some(({ charge }) => charge?.order === CLOSES_AT)) {
    throw new Refused(
      `SIGTERM came while order ${CLOSES_AT} was in hand, and the program ended before the bank had answered. What should it wait for?`,
    );
  }
  const { groups: [left] } = await cluster.admin.describeGroups([group]);
  if (left!.members.length > 0) {
    throw new Refused(
      `SIGTERM came, and the program ended. But the coordinator still counts ${
        left!.members.length
      } member in the group, so nobody gets its partitions before the session timeout. How does a consumer say goodbye?`,
    );
  }
  const lags = await measureLag(cluster, group, topic);
  const lag = lags.reduce((sum, each) => sum + each.lag, 0n);
  if (lag === 0n) return;
  const { late } = desk.reports.find(({ late }) => late) ?? {};
  if (late && lag === 1n) {
    throw new Refused(
      `commitOffsets() for order ${late} was called after disconnect(). From then on KafkaJS commits nothing for it, and reports no error: the group's lag is ${lag}, and the order comes again. Which commits does KafkaJS still make by itself? Or what could your function wait for first?`,
    );
  }
  throw new Refused(
    `SIGTERM came while order ${CLOSES_AT} was in hand, and the desk has left. The group's lag is ${lag}, so the next desk begins with records that are done already. What has to be committed, and when?`,
  );
}

function expectChargedOnce(books: BankBooks, order: string): void {
  const ids = books.idsOf(order);
  if (ids.length === 1) return;
  if (ids.length > 1) {
    const two = ids.slice(0, 2).map((id) => `"${id}"`).join(" and ");
    throw new Refused(
      order === "1003"
        ? `Order 1003 stands in the topic twice, at two offsets, and was charged twice, under the ids ${two}. What is the same in both records?`
        : `Order ${order} was charged ${ids.length} times, under the ids ${two}. It was read more than once, the second time by another desk. What should the id be made of, so that both choose the same one?`,
    );
  }
  const other = books.mistakenFor(order);
  if (other) {
    throw new Refused(
      `Order ${order} was never charged. Your id for it was "${other.id}", and the bank had seen that one, for order ${other.order}. What makes an id belong to one order alone?`,
    );
  }
  const why = {
    [DIES_AT]: "The desk was killed between two steps",
    [REFUSED]: "The bank refused it once",
  }[order] ?? "Later ones were";
  throw new Refused(
    `Order ${order} was never charged. ${why}, and the group goes on after this order as if it were done. What must have happened before you commit?`,
  );
}
