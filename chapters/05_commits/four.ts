import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { fillOnce } from "./filled_topics.ts";
import { type Autopsy, crashLoop, type Loop } from "./loop_crash.ts";
import { END, OFFSETS, START, twelveOrders } from "./twelve_orders.ts";

const AT_ONCE = 4;
const REFUSED = 10n;

/**
 * Checks exercise 3: four mails at a time, and a crash costs no more than four second mails.
 *
 * @param cluster The cluster to check on.
 * @param loop The reader's answer.
 * @returns The verdict.
 */
export function checkFour(cluster: Cluster, loop: Loop): Promise<Verdict> {
  return check("four", async () => {
    await tryOnce(loop);
    const topic = await fillOnce(cluster, "four", () => twelveOrders(cluster));
    const [done, cut] = await Promise.all([
      crashLoop(cluster, loop, topic),
      crashLoop(cluster, loop, topic, { after: 10 }),
    ]);
    for (const seen of [done, cut]) refuseLoss(seen);
    refuseWrongPace(done);
    refuseUnfinished(done);
    refuseHaste(done);
    const twice = refuseRepeats(cut);
    const [noMail, noCommit] = await Promise.all([
      crashLoop(cluster, loop, topic, { refuses: REFUSED }),
      crashLoop(cluster, loop, topic, { losesCommit: true }),
    ]);
    refuseSwallowed(noMail);
    refuseUnkept(noCommit);
    return `Killed when ${cut.mailed.length} of 12 mails were out, the group goes on at offset ${cut.committed}: nobody is left out, and ${twice} get a second mail. ` +
      `Up to ${done.most} mails were on their way at once.`;
  });
}

/** Refuses at once an answer that is not there yet, or that can't handle a single record. */
async function tryOnce(loop: Loop): Promise<void> {
  const record: ConsumerRecord = {
    topic: "orders",
    partition: 0,
    offset: 0n,
    timestamp: new Date(),
    key: null,
    value: "1001",
    headers: {},
  };
  const done = (): Promise<void> => Promise.resolve();
  await within(
    2_000,
    done().then(() => loop([record], done, done)),
    () =>
      new Refused(
        "Given a single record, your loop is not done after two seconds. What does it wait for?",
      ),
  );
}

function refuseLoss({ mailed, committed, threw }: Autopsy): void {
  if (threw !== null) {
    throw new Refused(
      `Your loop threw ${threw}. It ran in a process of its own, which sees nothing but what the function is given.`,
    );
  }
  const goesOn = committed ?? START;
  const lost = lostBefore(goesOn, mailed);
  if (lost.length === 0) return;
  throw new Refused(
    `The process was killed when ${mailed.length} of 12 mails were out. Your loop had committed ${goesOn}, so the group goes on there, ` +
      `and ${
        inWords(lost)
      } will never get a mail. What must be true of every record before an offset when you commit it?`,
  );
}

function refuseWrongPace({ mailed, most }: Autopsy): void {
  const twice = mailed.find((offset, i) => mailed.indexOf(offset) !== i);
  if (twice !== undefined) {
    throw new Refused(
      `Without any crash, the order at offset ${twice} was mailed twice. Which records does each turn of your loop take?`,
    );
  }
  if (most > AT_ONCE) {
    throw new Refused(
      `${most} mails were on their way at once, and the mail server takes four. What ends a turn before the next begins?`,
    );
  }
  if (mailed.length > 1 && most < 2) {
    throw new Refused(
      `Nobody is left out, but never was more than one mail on its way. Which of your steps waits for a single mail?`,
    );
  }
}

function refuseUnfinished(
  { mailed, committed, left, unsaid }: Autopsy,
): void {
  if (left !== null && left > 0) {
    throw new Refused(
      `Your loop was done while ${left} mails were still on their way. What should it wait for?`,
    );
  }
  if (mailed.length < OFFSETS.length) {
    throw new Refused(
      `Your loop was done when ${mailed.length} of 12 orders had been mailed. What becomes of the others?`,
    );
  }
  const goesOn = committed ?? START;
  if (unsaid > 0) {
    throw new Refused(
      `Your loop was done before its last commit was. The process died just then, and the group goes on at offset ${goesOn} of ${END}. Which of your calls does nobody wait for?`,
    );
  }
  if (goesOn > END) {
    throw new Refused(
      `Your loop committed ${goesOn}, and the partition ends at ${END}. The next order will stand at ${END}: who will mail it?`,
    );
  }
  const again = OFFSETS.filter((offset) => offset >= goesOn);
  if (again.length === 0) return;
  throw new Refused(
    `All 12 mails are out and your loop is done. Yet the group goes on at offset ${goesOn}, and the partition ends at ${END}: ${again.length} would get a second mail. Which offset comes after that of the last record?`,
  );
}

function refuseHaste({ hasty }: Autopsy): void {
  if (!hasty) return;
  throw new Refused(
    `The mail for offset ${hasty} began while a commit was still on its way. If the process dies then, more than four can get a second mail. What should the next four wait for?`,
  );
}

function refuseSwallowed({ mailed, committed, threw }: Autopsy): void {
  const goesOn = committed ?? START;
  const lost = lostBefore(goesOn, mailed);
  if (lost.length > 0) {
    throw new Refused(
      `The mail server refused the mail for offset ${REFUSED}. Your loop had committed ${goesOn} in the end, so ${
        inWords(lost)
      } will never get a mail. What may be committed after a mail that was refused?`,
    );
  }
  if (threw !== null || mailed.includes(REFUSED)) return;
  throw new Refused(
    `The mail server refused the mail for offset ${REFUSED}, and your loop ended without an error. So its caller believes that the batch is done, and asks for the next. Who tells it?`,
  );
}

function refuseUnkept({ unkept }: Autopsy): void {
  if (unkept === null) return;
  throw new Refused(
    `A commit was rejected, and the mail for offset ${unkept} began all the same. If the process dies then, more than four get a second mail. Who hears of a commit that failed?`,
  );
}

function refuseRepeats({ mailed, committed }: Autopsy): number {
  const goesOn = committed ?? START;
  const again = mailed.filter((offset) => offset >= goesOn);
  if (again.length <= AT_ONCE) return again.length;
  throw new Refused(
    `The process was killed when ${mailed.length} of 12 mails were out, and ${
      committed === null
        ? "nothing had been committed"
        : `the last commit said ${goesOn}`
    }. So ${again.length} orders get a second mail. When could your loop have committed?`,
  );
}

function lostBefore(goesOn: bigint, mailed: bigint[]): bigint[] {
  return OFFSETS.filter((each) => each < goesOn && !mailed.includes(each));
}

function inWords(offsets: bigint[]): string {
  return offsets.length === 1
    ? `the order at offset ${offsets[0]}`
    : `the orders at offsets ${offsets.join(", ")}`;
}
