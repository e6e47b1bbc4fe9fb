import type { Properties } from "./properties.ts";
import type { NodeIdentity } from "./state.ts";

/** One node to start. */
export interface PlannedNode {
  /** What distinguishes it from other nodes. */
  identity: NodeIdentity;
  /** Its settings, except where its records are. */
  properties: Properties;
}

/** A cluster to start: one node, or several. */
export interface Plan {
  /** Absolute path of the folder with all that belongs to it. */
  folder: string;
  /** Kafka version. */
  version: string;
  /** Ports that the nodes need, to be taken if they are free; 0 for any free one. */
  wishedPorts: number[];
  /** Gives the nodes, brokers before controllers, for ports that are free. */
  nodes: (ports: number[]) => PlannedNode[];
  /** Process that the cluster must not outlive. Default: it stays until it is stopped. */
  ownerPid?: number | undefined;
  /** Whether its records are thrown away when it stops. Default: they stay. */
  ephemeral?: boolean | undefined;
  /** Told, in a sentence, what the reader should know. */
  onNote?: ((line: string) => void) | undefined;
  /** Further arguments for `StorageTool format`. */
  formatArguments?: string[];
  /** Whether to have no start-up cache made for Java when there is none. Default: one is made. */
  ignoreCache?: boolean;
}
