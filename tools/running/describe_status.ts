import type { ClusterStatus } from "broker/status.ts";

/**
 * Says how the broker or the cluster is.
 *
 * @param subject Which of the two; also the name of the task that starts it.
 * @param status How it is, or `null` when it does not run.
 * @returns Lines for the reader.
 */
export function describeStatus(
  subject: "broker" | "cluster",
  status: ClusterStatus | null,
): string {
  if (status === null) {
    return `The ${subject} does not run. Start it with "deno task ${subject}".`;
  }
  const { brokers, kafka, clusterId, startedAt, log, nodeStatus } = status;
  return [
    `Kafka ${kafka} on ${brokers.join(", ")}`,
    `  cluster id ${clusterId}, started ${startedAt}`,
    ...nodeStatus.map(({ name, pid, port, serves }) =>
      `  ${name} ` +
      (pid === null
        ? "does not run"
        : `${
          serves ? "serves" : "does not answer"
        } on port ${port}, process ${pid}`)
    ),
    `  log in ${log}`,
    'Stop it with "deno task stop"; its records stay.',
  ].join("\n");
}
