import { clusterStatus } from "broker/cluster.ts";
import { workbookPath } from "broker/folders.ts";
import type { Node } from "broker/node.ts";
import { nodesOf } from "broker/running_cluster.ts";
import { Trouble } from "workbook/errors.ts";

/**
 * Finds a node of the cluster that runs in this checkout.
 *
 * @param id Node id, as the reader typed it.
 * @returns The node, which itself may be stopped.
 * @throws {Trouble} If the cluster does not run or has no such node.
 */
export async function clusterNode(id: string): Promise<Node> {
  const status = await clusterStatus();
  if (status === null) {
    throw new Trouble(
      `Cannot find node "${id}": the cluster does not run. Start it with "deno task cluster".`,
    );
  }
  const nodes = nodesOf(workbookPath("cluster"), status);
  const node = nodes.find(({ identity }) => String(identity.id) === id);
  if (node) return node;
  const ids = nodes.map(({ identity }) => identity.id).join(", ");
  throw new Trouble(`Cannot find node "${id}": expected one of ${ids}.`);
}
