import type { Cluster } from "workbook/cluster.ts";
import { timedOut, within } from "workbook/waiting.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { forAWhile } from "lab/patience.ts";
import {
  functionFromText,
  type KillableProcess,
  startProcess,
} from "lab/processes.ts";
import { removeDeadMembers } from "./dead_members.ts";
import { runService, runServices, type ServiceTask } from "./service.ts";

/** What happens to a service while it handles one order. */
export type Fault = typeof FAULTS[number];

/** Each fault that is tried. A step is a send or a commit of an offset. */
export const FAULTS = [
  "killed after step 1",
  "killed after step 2",
  "answer lost",
] as const;

/** For a machine that is busy with other work: it starts two processes, and twelve services at once. */
const DEADLINE_MS = 60_000;

/**
 * Runs services in one process until all of them block, kills it, and has another finish their work. The
 * groups are rid of the dead at once, so nobody waits for a session timeout.
 *
 * @param cluster The cluster whose brokers the processes talk to.
 * @param tasks The services' tasks, each with a stop.
 * @throws {Trouble} If a process fails by itself, or a service does not get to its stop or its end within a minute.
 */
export async function killAndTakeOver(
  cluster: Cluster,
  tasks: ServiceTask[],
): Promise<void> {
  const start = (tasks: ServiceTask[]): KillableProcess<unknown> =>
    startProcess(cluster, runServices, {
      service: String(runService),
      tasks,
    });
  await using doomed = start(tasks);
  await doomed.until(
    ({ length }) => length === tasks.length,
    "each service to do the step after which it is killed",
    DEADLINE_MS,
  );
  await doomed.kill();
  await removeDeadMembers(cluster, tasks.map(({ group }) => group));
  await using successor = start(tasks.map((task) => ({ ...task, stop: null })));
  await successor.until(
    ({ length }) => length === tasks.length,
    "each service's successor to bill the last order",
    DEADLINE_MS,
  );
}

/**
 * Runs a service in this program while the broker's answer to one of its sends gets lost.
 *
 * @param cluster The cluster to reach through a proxy that drops the answer.
 * @param task The service's task, without a stop.
 * @param nth The number of the send whose answer gets lost, counted from 1.
 * @throws {Trouble} If the service has not billed the last order within a minute.
 */
export async function loseAnAnswer(
  cluster: Cluster,
  task: ServiceTask,
  nth: number,
): Promise<void> {
  await using proxied = await connectThroughProxy(cluster, {
    dropResponse: { api: "Produce", nth },
  });
  const { kafka } = proxied.cluster;
  const running = runService({
    kafka,
    input: task,
    report: () => {},
    forAWhile,
    functionFromText,
  });
  await within(
    DEADLINE_MS,
    running,
    () => timedOut(DEADLINE_MS, "a service to bill the last order"),
  );
}
