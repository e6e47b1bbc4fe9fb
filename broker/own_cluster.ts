import { type Cluster as Connection, connect } from "workbook/cluster.ts";
import { within } from "workbook/waiting.ts";
import { type BrokerCluster, startCluster } from "./broker_cluster.ts";
import { workbookPath } from "./places.ts";
import { CONTROLLER_ID } from "./plan.ts";
import { scratchName } from "./scratch.ts";

/** Three brokers and a controller for one chapter, and a connection to them. */
export interface OwnCluster {
  /** The nodes, to kill, freeze and restart them. */
  nodes: BrokerCluster;
  /** The connection; closing it stops the nodes and deletes their records. */
  cluster: Connection;
}

const NODES = [1, 2, 3, CONTROLLER_ID];
/** The longest wait for the connection to a former cluster to close: broken brokers may not answer, and end in any case. */
const CLOSE_WITHIN_MS = 3_000;
const open = new Map<string, OwnCluster>();

/**
 * Starts a controller and three brokers for a chapter that breaks them. They end with this process at the latest.
 *
 * A second call for the same chapter ends the cluster of the first, in whatever state that is.
 *
 * @param chapter The name of the chapter that uses the cluster; also the client id.
 * @returns The nodes and a connection; close the connection to stop the nodes.
 * @throws {Trouble} If the cluster cannot be started; nothing is left running then.
 *
 * @example In the cell of a chapter
 * ```ts ignore
 * import { startOwnCluster } from "broker/own_cluster.ts";
 *
 * const { nodes, cluster } = await startOwnCluster("09_replication");
 * await nodes.node(1).kill();
 * ```
 */
export async function startOwnCluster(chapter: string): Promise<OwnCluster> {
  const former = open.get(chapter);
  open.delete(chapter);
  if (former) await end(former);
  const nodes = await startCluster({
    folder: workbookPath("own", scratchName()),
    ephemeral: true,
    ownerPid: Deno.pid,
  });
  try {
    const { brokers } = nodes;
    const cluster = await connect(chapter, { brokers }, { disposable: true });
    cluster.onClose(() => nodes.stop());
    const own = { nodes, cluster };
    open.set(chapter, own);
    return own;
  } catch (error) {
    await nodes.stop();
    throw error;
  }
}

async function end({ nodes, cluster }: OwnCluster): Promise<void> {
  // A frozen broker would keep the connection waiting.
  await Promise.all(NODES.map((id) => nodes.node(id).thaw()));
  const late = (): Error => new Error("the brokers do not answer");
  await within(CLOSE_WITHIN_MS, cluster.close(), late).catch(() => {});
  await nodes.stop();
}
