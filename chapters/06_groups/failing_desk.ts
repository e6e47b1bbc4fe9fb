import type { Cluster } from "workbook/cluster.ts";
import { newGroup } from "workbook/groups.ts";
import { Refused } from "lab/exercises.ts";
import { type ProcessTools, startProcess } from "lab/processes.ts";
import type { RunDesk } from "./desk_process.ts";

type Input = { runDesk: string; groupId: string; topic: string };
type Report = { ignored?: string; done?: true };

/**
 * Expects the reader's function to fail when its consumer can't subscribe, and when it can't run.
 *
 * @param cluster The cluster whose brokers the desk talks to.
 * @param runDesk The reader's function; sent to a process of its own as text.
 * @param topic The topic's full name.
 * @throws {Refused} If the function goes on after one of the two failures.
 */
export async function expectFailures(
  cluster: Cluster,
  runDesk: RunDesk,
  topic: string,
): Promise<void> {
  const groupId = newGroup(cluster, "check-failing");
  const input = { runDesk: String(runDesk), groupId, topic };
  await using desk = startProcess<Input, Report>(cluster, failTwice, input);
  await desk.until(({ length }) => length > 0, "a desk to fail");
  const [{ ignored } = {}] = desk.reports;
  if (!ignored) return;
  throw new Refused(
    `consumer.${ignored}() was rejected, and your function neither failed nor ended. So the program looks healthy, and charges nothing. Who hears of the failure?`,
  );
}

/** Runs in the process: sees nothing of this module. */
async function failTwice(
  { kafka, input, report, functionFromText, forAWhile }: ProcessTools<Input>,
): Promise<void> {
  const { groupId, topic } = input;
  const runDesk = functionFromText<RunDesk>(input.runDesk);
  addEventListener("unhandledrejection", (event) => event.preventDefault());
  const bank = { charge: (): Promise<void> => Promise.resolve() };
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  for (const method of ["subscribe", "run"] as const) {
    const failing = {
      ...consumer,
      [method]: () => Promise.reject(new Error(`${method}() failed`)),
    };
    let hasFailed = false;
    const ended = Promise.resolve()
      .then(() => runDesk(failing, topic, bank))
      .catch(() => hasFailed = true);
    // It fails in this turn of the event loop, or has gone on to wait for SIGTERM.
    await forAWhile(ended, 300);
    if (!hasFailed) {
      report({ ignored: method });
      await new Promise(() => {});
    }
  }
  report({ done: true });
  await new Promise(() => {});
}
