/** Whether a cluster is up: which of its nodes run, and which of these serve. */
import { serves } from "./readiness.ts";
import { nodesOf } from "./running_cluster.ts";
import { type ClusterState, readState } from "./state.ts";

/** Whether one node runs and serves. */
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

/** Whether the nodes of a cluster run and serve. */
export interface ClusterStatus extends ClusterState {
  /** The status of each node, brokers before controllers; at least one of them runs. */
  nodeStatus: NodeStatus[];
}

/**
 * Checks whether the nodes of the cluster in a folder run and serve; starts and ends nothing.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns The cluster's status, or `null` when no node of it runs.
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
