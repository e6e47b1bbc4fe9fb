import { workbookPath } from "./places.ts";
import { launch } from "./launch.ts";
import type { Node } from "./node.ts";
import { type RunningCluster, stopIn } from "./running_cluster.ts";
import { type ClusterStatus, statusOf } from "./status.ts";
import { threeBrokers } from "./plan.ts";

/** Where the three brokers listen if nobody else does. */
const DEFAULT_PORTS: [number, number, number] = [19192, 19292, 19392];

/** What {@link startCluster} can be told. */
export interface StartClusterOptions {
  /** Absolute path of the folder with all that belongs to the cluster. Default: `.workbook/cluster`. */
  folder?: string | undefined;
  /** Process that the cluster must not outlive, not even by a kill. Default: it stays until it is stopped. */
  ownerPid?: number | undefined;
  /** Whether it listens on any free ports and its folder is deleted when it stops. Default: records stay. */
  ephemeral?: boolean | undefined;
  /** Kafka version that `jars.json` lists. Default: the one that the course teaches. */
  version?: string | undefined;
  /** Told, in a sentence, what the reader should know. */
  onNote?: ((line: string) => void) | undefined;
}

/** One controller and three brokers that serve. */
export class BrokerCluster implements AsyncDisposable {
  /** Where clients connect: `host:port` of brokers 1, 2 and 3. */
  readonly brokers: string[];
  /** Id that the cluster was formatted with; begins with `workbook-`. */
  readonly clusterId: string;
  readonly #cluster: RunningCluster;

  /**
   * @param cluster The nodes that were started or found.
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
   * Gives one node, to be killed, stopped, frozen, thawed or restarted.
   *
   * @param id 1, 2 or 3 for a broker, 9 for the controller.
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
 * @param options Folder, owner, version.
 * @returns The cluster; with `await using` it stops at the end of the block, if it was started here.
 * @throws {Trouble} If it can't be started; nothing is left running then.
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
 * Looks how the cluster in a folder is; starts and stops nothing.
 *
 * @param folder Absolute path. Default: `.workbook/cluster`.
 * @returns Its state, or `null` when no node of it runs.
 */
export async function clusterStatus(
  folder: string = workbookPath("cluster"),
): Promise<ClusterStatus | null> {
  return await statusOf(folder);
}

/**
 * Stops the cluster in a folder, whoever started it. Its records stay.
 *
 * @param folder Absolute path. Default: `.workbook/cluster`.
 * @returns Whether any node of it was running.
 */
export async function stopCluster(
  folder: string = workbookPath("cluster"),
): Promise<boolean> {
  return await stopIn(folder);
}
