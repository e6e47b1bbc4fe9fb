import type { Cluster } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { connectThroughProxy } from "lab/faults.ts";
import { type KillableProcess, startProcess } from "lab/processes.ts";
import { host, serve, type ServiceTask } from "./serving.ts";
import { Trouble } from "workbook/errors.ts";

const DEADLINE_MS = 15_000;

/**
 * Has services come to their stops in one process, kills that, and has another finish their work.
 *
 * @param cluster Where.
 * @param tasks Each with a stop.
 */
export async function killAndTakeOver(
  cluster: Cluster,
  tasks: ServiceTask[],
): Promise<void> {
  const start = (tasks: ServiceTask[]): KillableProcess<unknown> =>
    startProcess(cluster, host, { serve: String(serve), tasks });
  await using doomed = start(tasks);
  await doomed.until(
    ({ length }) => length === tasks.length,
    "each service to come to the step behind which it dies",
    DEADLINE_MS,
  );
  await doomed.kill();
  await using successor = start(tasks.map((task) => ({ ...task, stop: null })));
  await successor.until(
    ({ length }) => length === tasks.length,
    "each service's successor to bill the last order",
    DEADLINE_MS,
  );
}

/**
 * Has a service do its work while the broker's answer to one send gets lost. Nobody dies, so it
 * runs in this program.
 *
 * @param cluster Where.
 * @param task Without a stop.
 * @param nth Whose answer, of its sends from 1.
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
  const serving = serve({ kafka, input: task, report: () => {} });
  await within(DEADLINE_MS, serving, () =>
    new Trouble(
      `Waited ${DEADLINE_MS} ms in vain for a service to bill the last order`,
    ));
}
