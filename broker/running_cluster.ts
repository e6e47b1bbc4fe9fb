/** The nodes of a cluster that was started, together: list and stop them. */
import { exists, removeMarkedFolder } from "./folders.ts";
import { dismissGuard } from "./launch/guard.ts";
import { KAFKA_VERSION } from "./jars.ts";
import { withLock } from "./lock.ts";
import { Node } from "./node.ts";
import { type ClusterState, readState, removeState } from "./state.ts";

/** Origin and lifetime of a {@link RunningCluster}. */
export interface Origin {
  /** Whether this call started it, as opposed to finding it running. */
  started: boolean;
  /** Whether its folder is deleted when it stops. */
  ephemeral: boolean;
}

/** A cluster that serves: one node, or several. */
export class RunningCluster implements AsyncDisposable {
  /** Absolute path of the folder with all that belongs to it. */
  readonly folder: string;
  /** Addresses, id and nodes, as they stand in `state.json`. */
  readonly state: ClusterState;
  /** Whether this call started it, as opposed to finding it running. */
  readonly started: boolean;
  /** All nodes, brokers before controllers. */
  readonly nodes: Node[];
  readonly #ephemeral: boolean;

  /**
   * Describes a cluster that serves; starts nothing.
   *
   * @param folder Absolute path of the cluster's folder.
   * @param state The state that was written when it started.
   * @param origin Whether this call started it, and whether its records stay.
   */
  constructor(folder: string, state: ClusterState, origin: Origin) {
    this.folder = folder;
    this.state = state;
    this.started = origin.started;
    this.#ephemeral = origin.ephemeral;
    this.nodes = nodesOf(folder, state);
  }

  /**
   * Stops all nodes; later calls do nothing. Records stay; an ephemeral cluster is killed and its folder deleted.
   */
  async stop(): Promise<void> {
    if (!await exists(this.folder)) return;
    await withLock(`${this.folder}/lock`, async () => {
      await endNodes(this.nodes, this.#ephemeral ? "kill" : "stop");
      await dismissGuard(this.folder);
      await removeState(this.folder);
    });
    if (this.#ephemeral) await removeMarkedFolder(this.folder);
  }

  /** Stops the cluster if this call started it; whoever found it running leaves it so. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.started) await this.stop();
  }
}

/**
 * Lists the nodes of a cluster, running or not.
 *
 * @param folder Absolute path of the cluster's folder.
 * @param state The state of the cluster in that folder.
 * @returns All nodes, brokers before controllers.
 */
export function nodesOf(folder: string, state: ClusterState): Node[] {
  return state.nodes.map((identity) => new Node(folder, identity, state.kafka));
}

/**
 * Lists the nodes that were ever started in a folder, running or not, whatever its `state.json` says.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns The nodes, whose ports are unknown; none when the folder does not exist.
 */
export async function nodesFoundIn(folder: string): Promise<Node[]> {
  if (!await exists(folder)) return [];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.filter(({ name }) => /^(broker|controller)-\d+$/.test(name))
    .map(({ name }) => {
      const identity = { name, id: 0, port: 0, heapMegabytes: 0 };
      return new Node(folder, identity, KAFKA_VERSION);
    });
}

/**
 * Ends nodes, brokers before controllers: a broker that cannot reach its controller does not stop.
 *
 * @param nodes The nodes to end; those that do not run are left alone.
 * @param how The way to end them: `stop` asks, `kill` does not.
 */
export async function endNodes(
  nodes: Node[],
  how: "stop" | "kill",
): Promise<void> {
  for (const isController of [false, true]) {
    const group = nodes.filter((node) => node.isController === isController);
    await Promise.all(group.map((node) => node[how]()));
  }
}

/**
 * Stops the cluster in a folder, whoever started it. Its records stay.
 *
 * @param folder Absolute path of the cluster's folder.
 * @returns Whether any node of it was running.
 */
export async function stopIn(folder: string): Promise<boolean> {
  if (!await exists(folder)) return false;
  // A start in progress is completed first.
  const state = await withLock(`${folder}/lock`, () => readState(folder));
  if (state === null) return await stopFoundIn(folder);
  const origin = { started: false, ephemeral: false };
  const cluster = new RunningCluster(folder, state, origin);
  const running = await Promise.all(
    cluster.nodes.map((node) => node.isRunning()),
  );
  await cluster.stop();
  return running.includes(true);
}

/** Stops what runs in a folder whose `state.json` is missing or broken. */
async function stopFoundIn(folder: string): Promise<boolean> {
  return await withLock(`${folder}/lock`, async () => {
    const nodes = await nodesFoundIn(folder);
    const running = await Promise.all(nodes.map((node) => node.isRunning()));
    await endNodes(nodes, "stop");
    await dismissGuard(folder);
    await removeState(folder);
    return running.includes(true);
  });
}
