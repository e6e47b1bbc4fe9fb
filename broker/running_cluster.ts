import { exists, removeMarkedFolder } from "./folders.ts";
import { dismissGuard } from "./launch/guard.ts";
import { withLock } from "./lock.ts";
import { Node } from "./node.ts";
import { type ClusterState, readState, removeState } from "./state.ts";

/** How a {@link RunningCluster} came to be. */
export interface Origin {
  /** Whether this call started it, as opposed to finding it running. */
  started: boolean;
  /** Whether its records are thrown away when it stops. */
  ephemeral: boolean;
}

/** A cluster that serves: one node, or several. */
export class RunningCluster implements AsyncDisposable {
  /** Absolute path of the folder with all that belongs to it. */
  readonly folder: string;
  /** What clients need to know. */
  readonly state: ClusterState;
  /** Whether this call started it, as opposed to finding it running. */
  readonly started: boolean;
  /** All nodes, brokers before controllers. */
  readonly nodes: Node[];
  readonly #ephemeral: boolean;

  /**
   * @param folder Absolute path of the folder with all that belongs to it.
   * @param state What was written when it started.
   * @param origin How it came to be.
   */
  constructor(folder: string, state: ClusterState, origin: Origin) {
    this.folder = folder;
    this.state = state;
    this.started = origin.started;
    this.#ephemeral = origin.ephemeral;
    this.nodes = nodesOf(folder, state);
  }

  /**
   * Stops all nodes. Records stay; an ephemeral cluster is killed and its folder deleted. Once is enough.
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
 * Gives the nodes that a state names.
 *
 * @param folder Absolute path of the cluster's folder.
 * @param state State of the cluster in that folder.
 * @returns All nodes, brokers before controllers.
 */
export function nodesOf(folder: string, state: ClusterState): Node[] {
  return state.nodes.map((identity) => new Node(folder, identity, state.kafka));
}

/**
 * Ends nodes, brokers before controllers: a broker that can't tell its controller hangs.
 *
 * @param nodes The nodes; those that do not run are passed over.
 * @param how Whether to ask them or to kill them.
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
  // A start that is under way comes to its end first.
  const state = await withLock(`${folder}/lock`, () => readState(folder));
  if (state === null) return false;
  const origin = { started: false, ephemeral: false };
  const cluster = new RunningCluster(folder, state, origin);
  const running = await Promise.all(
    cluster.nodes.map((node) => node.isRunning()),
  );
  await cluster.stop();
  return running.includes(true);
}
