import { check, Refused, type Verdict } from "lab/exercises.ts";
import { connectThroughProxy, type ProxiedCluster } from "lab/faults.ts";
import type { Cluster } from "workbook/cluster.ts";
import { type Bills, billsWithGap, plainBills } from "./bills.ts";
import { type End, type GoOn, GoOnTrial } from "./go_on_trial.ts";

export type { Job } from "./go_on_trial.ts";

/** The place of the order in whose middle the program dies. */
const FATAL = 5;

/**
 * Checks exercise 3: another client goes on with a group, and a crash costs and doubles nothing.
 *
 * @param cluster The cluster to check on.
 * @param goOn The reader's answer.
 * @returns The verdict.
 */
export function checkGoOn(cluster: Cluster, goOn: GoOn): Promise<Verdict> {
  return check("go-on", async () => {
    await using road = await connectThroughProxy(cluster);
    const bills = await plainBills(cluster);
    const { orders, done } = bills;
    const fatal = orders[FATAL]!;
    const trial = new GoOnTrial(road, goOn, bills);
    const end = await trial.run({ fatal });
    checkStart(trial.begun, end, bills);
    checkCrash(trial, end, await trial.committed(), bills);
    const secondEnd = await trial.run();
    checkRest(trial, secondEnd, await trial.committed(), bills);
    await checkGap(road, goOn, await billsWithGap(cluster));
    checkNoneLeft(trial, await trial.run(), bills);
    return `KafkaJS had billed ${done} of ${orders.length}. Your reader died in the middle of ${fatal}, its successor began there, and all ${
      orders.length - done
    } others are billed once. So are those around a gap in the offsets, each begun when the commit of the one before was answered.`;
  });
}

/** Has a gap in the offsets, and holds the broker's answers back after the first order. */
async function checkGap(
  road: ProxiedCluster,
  goOn: GoOn,
  bills: Bills,
): Promise<void> {
  const { orders, done } = bills;
  const held = orders[done]!;
  const trial = new GoOnTrial(road, goOn, bills);
  const end = await trial.run({ held });
  if (trial.overtaking) {
    throw new Refused(
      `${held} was billed, the broker's answers were held back, and yours billed ${trial.overtaking} before any had come. If the program dies there, is ${held} committed?`,
    );
  }
  const due = orders.slice(done);
  if (trial.begun.join() !== due.join()) {
    throw new Refused(
      `In another topic offset 9 holds no order: there a transaction ended. The group stood at offset ${done}, ${
        due.join(", ")
      } were waiting, and yours billed ${
        trial.begun.join(", ") || "none"
      }. What do you count on?`,
    );
  }
  checkRest(trial, end, await trial.committed(), bills);
}

function checkStart(
  begun: string[],
  end: End,
  { orders, done }: Bills,
): void {
  if (begun.length === 0) {
    throw new Refused(
      `The group stood at offset ${done}, ${
        orders.length - done
      } orders were waiting, and yours billed none of them: ${
        end === "waits"
          ? "it asked the broker for more again and again"
          : "it returned"
      }. Where does a stream begin unless it is told?`,
    );
  }
  if (begun[0] === orders[done]) return;
  throw new Refused(
    `KafkaJS had billed ${done} orders and committed offset ${done}. Yours began with ${
      begun[0]
    }, so ${
      begun.filter((order) => order < orders[done]!).length
    } customers get a second bill. Who knows where the group stands, and did you ask?`,
  );
}

function checkCrash(
  { begun }: GoOnTrial,
  end: End,
  committed: number,
  { orders, done }: Bills,
): void {
  const fatal = orders[FATAL]!;
  if (!begun.includes(fatal)) {
    throw new Refused(
      `Yours ${
        end === "waits" ? "waits" : "ended"
      } after ${begun.length} orders, and ${fatal} was never begun. ${
        orders.length - done
      } were waiting, the last at offset ${
        orders.length - 1
      }. What makes your loop stop?`,
    );
  }
  if (end !== "died") {
    throw new Refused(
      `The billing of ${fatal} failed, and yours ${
        begun.at(-1) === fatal
          ? `${
            end === "waits" ? "waited for more" : "returned"
          } as if nothing was wrong`
          : "went on as if it had not"
      }. The group stands at offset ${committed}${
        committed > FATAL ? `, so ${fatal} will never be billed` : ""
      }. What should a failed billing put an end to?`,
    );
  }
  if (committed > FATAL) {
    throw new Refused(
      `The program died in the middle of ${fatal}, at offset ${FATAL}. The group already stands at offset ${committed}: ${
        orders.slice(FATAL, committed).join(", ")
      } will never be billed. ` +
        (committed === FATAL + 1
          ? "What does your code do first, the work or the commit?"
          : "Who committed those, and what had happened to them by then?"),
    );
  }
  if (committed < FATAL) {
    throw new Refused(
      `The program died in the middle of ${fatal}. ${
        orders.slice(done, FATAL).join(" and ")
      } were billed by then, and the group still stands at offset ${committed}. Its successor will bill ${
        orders.slice(committed, FATAL).join(" and ")
      } again. When does your code commit?`,
    );
  }
}

function checkNoneLeft({ billed }: GoOnTrial, end: End, bills: Bills): void {
  const due = bills.orders.length - bills.done;
  if (billed.length > due) {
    throw new Refused(
      `All orders were billed and committed, and yours was run once more: it billed ${
        billed.slice(due).join(", ")
      } again. Where does it begin then?`,
    );
  }
  if (end !== "waits") return;
  throw new Refused(
    "All orders were billed and committed, and yours was run once more: it waits for a record that never comes. What can it know before the first one?",
  );
}

function checkRest(
  { billed }: GoOnTrial,
  end: End,
  committed: number,
  { orders, done, end: last }: Bills,
): void {
  const missing = orders.slice(done).filter((each) => !billed.includes(each));
  const twice = billed.find((order, i) => billed.indexOf(order) !== i);
  if (missing.length > 0) {
    throw new Refused(
      `After the crash yours was run again, and ${
        missing.join(", ")
      } are still not billed. Where did it stop, and why?`,
    );
  }
  if (twice) {
    throw new Refused(`${twice} was billed twice. Which commit was missing?`);
  }
  if (end === "waits") {
    throw new Refused(
      `All orders are billed, the last at offset ${
        last - 1n
      }, and yours still waits for another. What does \`end\` tell you?`,
    );
  }
  if (BigInt(committed) !== last) {
    throw new Refused(
      `All orders are billed, and the group stands at offset ${committed} instead of ${last}. What will the next reader bill?`,
    );
  }
}
