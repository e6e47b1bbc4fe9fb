import type { ClusterStatus } from "broker/status.ts";

/**
 * Describes the state of the broker or the cluster of this checkout in words.
 *
 * @param subject The one that is described; also the name of the task that starts it.
 * @param status Its state; `null` when it does not run.
 * @returns Lines for the reader, without a final line break.
 */
export function statusText(
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
