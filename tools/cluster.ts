/**
 * Starts one controller and three brokers in the background, prints their state, kills one or starts it again.
 *
 * ```sh
 * deno task cluster [--status | --kill N | --restart N]
 * ```
 */
import { clusterStatus, startCluster } from "broker/broker_cluster.ts";
import { workbookPath } from "broker/places.ts";
import type { Node } from "broker/node.ts";
import { nodesOf } from "broker/running_cluster.ts";
import { Trouble } from "workbook/errors.ts";
import { readFlags } from "./processes/flags.ts";
import { runProgram } from "./processes/program.ts";
import { statusText } from "./processes/status_text.ts";

await runProgram(async () => {
  const { status, kill, restart } = readFlags("cluster", {
    status: { type: "boolean" },
    kill: { type: "string" },
    restart: { type: "string" },
  });
  if (kill !== undefined) {
    await (await findNode(kill)).kill();
  } else if (restart !== undefined) {
    await (await findNode(restart)).restart();
  } else if (!status) {
    const { started } = await startCluster({ onNote: console.log });
    console.log(started ? "The cluster started." : "The cluster was running.");
  }
  console.log(statusText("cluster", await clusterStatus()));
});

/** Finds a node, running or stopped, of this checkout's cluster by the id that the reader typed. */
async function findNode(id: string): Promise<Node> {
  const status = await clusterStatus();
  if (status === null) {
    throw new Trouble(
      `Cannot find node "${id}": the cluster does not run. Start it with "deno task cluster"`,
    );
  }
  const nodes = nodesOf(workbookPath("cluster"), status);
  const node = nodes.find(({ identity }) => String(identity.id) === id);
  if (node) return node;
  const ids = nodes.map(({ identity }) => identity.id).join(", ");
  throw new Trouble(
    `Cannot find node "${id}": expected one of ${ids}. Give one of these`,
  );
}
