import { serves } from "./readiness.ts";
import { nodesOf } from "./running_cluster.ts";
import { type ClusterState, readState } from "./state.ts";

/** How one node is. */
export interface NodeStatus {
  /** Role and id, such as `broker-1`. */
  name: string;
  /** Process id, or `null` when it does not run. */
  pid: number | null;
  /** TCP port on 127.0.0.1. */
  port: number;
  /** Whether it answers as a member of its cluster. */
  serves: boolean;
}

/** How a cluster is. */
export interface ClusterStatus extends ClusterState {
  /** How each node is, brokers before controllers; at least one of them runs. */
  nodeStatus: NodeStatus[];
}

/**
 * Looks how the cluster in a folder is; starts and ends nothing.
 *
 * @param folder Absolute path.
 * @returns Its state, or `null` when no node of it runs.
 */
export async function statusOf(folder: string): Promise<ClusterStatus | null> {
  const state = await readState(folder);
  if (state === null) return null;
  const nodes = nodesOf(folder, state);
  const nodeStatus = await Promise.all(nodes.map(async (node) => ({
    name: node.identity.name,
    port: node.identity.port,
    serves: await node.isRunning() &&
      await serves(node, [node], state.clusterId),
    pid: node.pid,
  })));
  return nodeStatus.some(({ pid }) => pid !== null)
    ? { ...state, nodeStatus }
    : null;
}
