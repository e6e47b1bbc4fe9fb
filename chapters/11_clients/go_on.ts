import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { resetGroup } from "workbook/offsets.ts";
import { createTopic } from "workbook/topics.ts";
import {
  DONE,
  type End,
  type GoOn,
  GoOnTrial,
  ORDERS,
  PATIENCE_MS,
} from "./go_on_trial.ts";

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
    const topic = await createTopic(cluster, "check-bills");
    const producer = cluster.kafka.producer();
    await producer.connect();
    const messages = ORDERS.map((value) => ({ value }));
    await producer.send({ topic, messages });
    await producer.disconnect();
    const group = newGroup(cluster, "check-billing");
    await resetGroup(cluster, group, topic, [BigInt(DONE)]);
    const trial = new GoOnTrial(cluster, goOn, topic, group);

    const end = await trial.run(ORDERS[FATAL]!);
    checkStart(trial.begun, end);
    checkCrash(trial, end, await trial.committed());
    const secondEnd = await trial.run();
    checkRest(trial, secondEnd, await trial.committed());
    return `KafkaJS had billed ${DONE} of ${ORDERS.length}. Your reader died in the middle of ${
      ORDERS[FATAL]
    }, its successor began there, and all ${
      ORDERS.length - DONE
    } others are billed once.`;
  });
}

function checkStart(begun: string[], end: End): void {
  if (begun.length === 0) {
    throw new Refused(
      `The group stood at offset ${DONE}, ${
        ORDERS.length - DONE
      } orders were waiting, and yours billed none of them: ${
        end === "waits"
          ? `after ${PATIENCE_MS / 1_000} s it still waited for the next one`
          : "it came back at once"
      }. Where does a stream begin unless it is told?`,
    );
  }
  if (begun[0] === ORDERS[DONE]) return;
  throw new Refused(
    `KafkaJS had billed ${DONE} orders and committed offset ${DONE}. Yours began with ${
      begun[0]
    }, so ${
      begun.filter((order) => order < ORDERS[DONE]!).length
    } customers get a second bill. Who knows where the group stands, and did you ask?`,
  );
}

function checkCrash({ begun }: GoOnTrial, end: End, committed: number): void {
  const fatal = ORDERS[FATAL]!;
  if (!begun.includes(fatal)) {
    throw new Refused(
      `Yours ${
        end === "waits" ? "waits" : "ended"
      } after ${begun.length} orders, and ${fatal} was never begun. ${
        ORDERS.length - DONE
      } were waiting, the last at offset ${
        ORDERS.length - 1
      }. What makes your loop stop?`,
    );
  }
  if (end === "returned") {
    throw new Refused(
      `The billing of ${fatal} failed, and yours went on as if it had not. The group stands at offset ${committed}, so ${fatal} will never be billed. What should a failed billing put an end to?`,
    );
  }
  if (committed > FATAL) {
    throw new Refused(
      `The program died in the middle of ${fatal}, at offset ${FATAL}. The group already stands at offset ${committed}: ${
        ORDERS.slice(FATAL, committed).join(", ")
      } will never be billed. ` +
        (committed === FATAL + 1
          ? "What does your code do first, the work or the commit?"
          : "Who committed those, and what had happened to them by then?"),
    );
  }
  if (committed < FATAL) {
    throw new Refused(
      `The program died in the middle of ${fatal}. ${
        ORDERS.slice(DONE, FATAL).join(" and ")
      } were billed by then, and the group still stands at offset ${committed}. Its successor will bill ${
        ORDERS.slice(committed, FATAL).join(" and ")
      } again. When does your code commit?`,
    );
  }
}

function checkRest({ billed }: GoOnTrial, end: End, committed: number): void {
  const missing = ORDERS.slice(DONE).filter((each) => !billed.includes(each));
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
        ORDERS.length - 1
      }, and yours still waits for another. What does \`end\` tell you?`,
    );
  }
  if (committed !== ORDERS.length) {
    throw new Refused(
      `All orders are billed, and the group stands at offset ${committed} instead of ${ORDERS.length}. What will the next reader bill?`,
    );
  }
}
