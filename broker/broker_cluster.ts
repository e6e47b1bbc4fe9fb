/** The three brokers and their controller: start, stop, kill, freeze and restart each. */
import { workbookPath } from "./places.ts";
import { launch } from "./launch.ts";
import type { Node } from "./node.ts";
import { type RunningCluster, stopIn } from "./running_cluster.ts";
import { type ClusterStatus, statusOf } from "./status.ts";
import { threeBrokers } from "./plan.ts";

/** TCP ports of the three brokers, taken if they are free. */
const DEFAULT_PORTS: [number, number, number] = [19192, 19292, 19392];

/** Options for {@link startCluster}. */
export interface StartClusterOptions {
  /** Absolute path of the folder with all that belongs to the cluster. Default: `.workbook/cluster`. */
  folder?: string | undefined;
  /** Id of the process that the cluster must not outlive, even if that is killed. Default: the cluster runs until it is stopped. */
  ownerPid?: number | undefined;
  /** Whether it listens on any free ports and its folder is deleted when it stops. Default: the records stay. */
  ephemeral?: boolean | undefined;
  /** Kafka version that `jars.json` lists. Default: the one that the course teaches. */
  version?: string | undefined;
  /** Called with a sentence for the reader, such as that records were set aside. */
  onNote?: ((line: string) => void) | undefined;
}

/** One controller and three brokers that serve clients. */
export class BrokerCluster implements AsyncDisposable {
  /** Where clients connect: `host:port` of brokers 1, 2 and 3. */
  readonly brokers: string[];
  /** Id that the cluster was formatted with; begins with `workbook-`. */
  readonly clusterId: string;
  readonly #cluster: RunningCluster;

  /**
   * Wraps a cluster of four nodes.
   *
   * @param cluster The cluster that was started or found.
   */
  constructor(cluster: RunningCluster) {
    this.brokers = cluster.state.brokers;
    this.clusterId = cluster.state.clusterId;
    this.#cluster = cluster;
  }

  /** Whether this call started it, as opposed to finding it running. */
  get started(): boolean {
    return this.#cluster.started;
  }

  /**
   * Finds one node, to kill, stop, freeze, thaw or restart it.
   *
   * @param id Node id: 1, 2 or 3 for a broker, 9 for the controller.
   * @returns The node, which may be running or not.
   * @throws {RangeError} If there is no such node.
   */
  node(id: number): Node {
    const { nodes } = this.#cluster;
    const node = nodes.find(({ identity }) => identity.id === id);
    if (node) return node;
    const ids = nodes.map(({ identity }) => identity.id).join(", ");
    throw new RangeError(
      `Cannot find node "${id}": expected one of ${ids}`,
    );
  }

  /** Stops all nodes, brokers first. Records stay, unless the cluster is ephemeral. */
  async stop(): Promise<void> {
    await this.#cluster.stop();
  }

  /** Stops it if this call started it; whoever found it running leaves it so. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster[Symbol.asyncDispose]();
  }
}

/**
 * Starts one controller and three brokers on this machine, or joins those that run in the same folder and starts the ones
 * that do not. Returns when all serve. They take about 600 MB of memory.
 *
 * @param options The cluster's folder, owner and version.
 * @returns The cluster; with `await using` it stops at the end of the block, if this call started it.
 * @throws {Trouble} If it cannot be started; nothing is left running then.
 *
 * @example Kill a broker and start it again
 * ```ts ignore
 * import { startCluster } from "broker/broker_cluster.ts";
 *
 * await using cluster = await startCluster({ ownerPid: Deno.pid });
 * await cluster.node(2).kill();
 * await cluster.node(2).restart();
 * ```
 */
export async function startCluster(
  options: StartClusterOptions = {},
): Promise<BrokerCluster> {
  const { ephemeral, ownerPid, onNote, version } = options;
  const folder = options.folder ?? workbookPath("cluster");
  const ports = ephemeral ? [0, 0, 0] as typeof DEFAULT_PORTS : DEFAULT_PORTS;
  const plan = threeBrokers(folder, ports, version);
  return new BrokerCluster(
    await launch({ ...plan, ownerPid, ephemeral, onNote }),
  );
}

/**
 * Checks whether the nodes of the cluster in a folder run and serve; starts and stops nothing.
 *
 * @param folder Absolute path of the cluster's folder. Default: `.workbook/cluster`.
 * @returns The cluster's state, or `null` when no node of it runs.
 */
export async function clusterStatus(
  folder: string = workbookPath("cluster"),
): Promise<ClusterStatus | null> {
  return await statusOf(folder);
}

/**
 * Stops the cluster in a folder, whoever started it. Its records stay.
 *
 * @param folder Absolute path of the cluster's folder. Default: `.workbook/cluster`.
 * @returns Whether any node of it was running.
 */
export async function stopCluster(
  folder: string = workbookPath("cluster"),
): Promise<boolean> {
  return await stopIn(folder);
}
