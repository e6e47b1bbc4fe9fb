/**
 * Starts one controller and three brokers in the background, tells how they are, kills one or starts it again.
 *
 * ```sh
 * deno task cluster [--status | --kill N | --restart N]
 * ```
 */
import { clusterStatus, startCluster } from "broker/cluster.ts";
import { saying } from "./processes/saying.ts";
import { clusterNode } from "./running/cluster_node.ts";
import { describeStatus } from "./running/describe_status.ts";
import { readFlags } from "./running/flags.ts";

await saying(async () => {
  const { status, kill, restart } = readFlags("cluster", {
    status: { type: "boolean" },
    kill: { type: "string" },
    restart: { type: "string" },
  });
  if (kill !== undefined) {
    await (await clusterNode(kill)).kill();
  } else if (restart !== undefined) {
    await (await clusterNode(restart)).restart();
  } else if (!status) {
    const { started } = await startCluster({ onNote: console.log });
    console.log(started ? "The cluster started." : "The cluster was running.");
  }
  console.log(describeStatus("cluster", await clusterStatus()));
});
